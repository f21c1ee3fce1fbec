// A short ring for a contact that waits. The worker has no sound of its own: it opens this page where nobody sees it, and
// the page goes when the ring is over.

/** The two tones of a ring, in hertz. */
const TONES = [659.3, 830.6];
/** When each stroke begins, and how long one lasts, in seconds. */
const STROKES = [0, 0.22, 0.9, 1.12];
const STROKE = 0.2;
/** Of the loudest there is. */
const VOLUME = 0.18;

const audio = new AudioContext();

function strike(at: number, hertz: number): OscillatorNode {
  const tone = new OscillatorNode(audio, { type: "sine", frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  // Neither end of a stroke clicks.
  volume.gain.setTargetAtTime(VOLUME, at, 0.008);
  volume.gain.setTargetAtTime(0, at + STROKE / 2, 0.05);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + STROKE * 2);
  return tone;
}

const begin = audio.currentTime + 0.05;
const strokes = STROKES.map((at, index) => strike(begin + at, TONES[index % 2] ?? 0));
document.documentElement.dataset.ring = audio.state;
audio.onstatechange = () => {
  document.documentElement.dataset.ring = audio.state;
};
strokes.at(-1)?.addEventListener("ended", () => {
  // In Firefox this is a frame of the background page, which takes it out when it rings again: it only falls silent.
  void audio.close();
  window.close();
});
