// A policy of an organisation, where browsers read one: in `/etc`. Nothing of the machine is changed: the browser sees an `/etc` of
// its own, in a mount namespace that ends with it.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const FIREFOX_ADDON = "headwater@headwater.extension";

/** Runs a program, in whose `/etc` the entries of FOLDER/etc take the place of those of the machine. */
const WITH_OWN_ETC = `
folder=$1
shift
mount --rbind /etc "$folder/machine" || exit
for entry in "$folder"/machine/*; do
  name="\${entry##*/}"
  [ -e "$folder/etc/$name" ] || [ -h "$folder/etc/$name" ] || ln -s "$entry" "$folder/etc/$name" || exit
done
mount --bind "$folder/etc" /etc || exit
exec "$@"
`;
/** As an ordinary user, one is root in the namespace. */
const UNSHARE = process.getuid?.() === 0 ? ["--mount"] : ["--map-root-user", "--mount"];

/** Why no browser can be given a policy here; null if one can. */
export async function whyNotManaged() {
  const managed = await Managed.make("chromium", "/", {});
  const [program, ...rest] = managed.command("true");
  const { status } = spawnSync(program, rest);
  await managed.remove();
  return status === 0
    ? null
    : "browsers read policies from /etc, and here they cannot be given another one (unshare --mount)";
}

/** A folder with a policy. */
export class Managed {
  #file;
  #inForm;

  constructor(folder, file, inForm) {
    this.folder = folder;
    this.#file = file;
    this.#inForm = inForm;
  }

  /**
   * @param {"chromium" | "firefox"} browser
   * @param {string} extension folder of the unpacked extension
   * @param {object} policy what `storage.managed` is to have
   */
  static async make(browser, extension, policy) {
    const folder = await mkdtemp(path.join(tmpdir(), "headwater-policy-"));
    await mkdir(path.join(folder, "machine"));
    const inForm =
      browser === "firefox"
        ? (values) => ({ policies: { "3rdparty": { Extensions: { [FIREFOX_ADDON]: values } } } })
        : (values) => ({ "3rdparty": { extensions: { [idOf(extension)]: values } } });
    const file = path.join(
      folder,
      "etc",
      browser === "firefox" ? "firefox/policies/policies.json" : "chromium/policies/managed/headwater.json",
    );
    await mkdir(path.dirname(file), { recursive: true });
    const managed = new Managed(folder, file, inForm);
    await managed.change(policy);
    return managed;
  }

  change(policy) {
    return writeFile(this.#file, JSON.stringify(this.#inForm(policy)));
  }

  /** How a program is run so that it sees the policy. */
  command(program) {
    return ["unshare", ...UNSHARE, "sh", "-c", WITH_OWN_ETC, "sh", this.folder, program];
  }

  /** A program that runs this one so that it sees the policy. */
  async wrap(program) {
    const wrapper = path.join(this.folder, path.basename(program));
    const words = this.command(program).map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
    await writeFile(wrapper, `#!/bin/sh\nexec ${words.join(" ")} "$@"\n`, { mode: 0o755 });
    return wrapper;
  }

  remove() {
    return rm(this.folder, { recursive: true });
  }
}

/** The id that Chromium makes of the folder of an unpacked extension. */
function idOf(extension) {
  const digits = createHash("sha256").update(extension).digest("hex").slice(0, 32);
  return [...digits].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("");
}
