//! Who opened a port, as the browser says.

use headwater_browser::runtime::Sender;
use headwater_protocol::instance::origin_of;
use headwater_session::Peer;

/// What the name of the port of an extension page begins with; the origins of the pages that frame it follow. Only the
/// frame itself knows them, and it is the extension's own.
const POPUP: &str = "popup";
/// The name of the port of an extension page that wants the log.
const LOG: &str = "log";
/// The name of the port of a content script.
const PAGE: &str = "page";

/// The peer behind a port of this name; `extension` is what the addresses of the extension's own pages start
/// with. `None` for anybody whom the worker does not talk to.
pub(crate) fn peer(name: &str, sender: &Sender, extension: &str) -> Option<Peer> {
    let is_extension = || sender.url.as_ref().is_some_and(|url| url.starts_with(extension));
    let mut words = name.split(' ');
    match words.next()? {
        POPUP => is_extension().then(|| Peer::Popup {
            framed_by: words.map(str::to_owned).collect(),
        }),
        LOG => is_extension().then_some(Peer::LogReader),
        // A frame may have another origin than its address says (`about:blank`, a sandbox): the address counts
        // only in a browser that does not tell the origin.
        PAGE => {
            origin_of(sender.origin.as_ref().or(sender.url.as_ref())?).map(|origin| Peer::Page { origin })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXTENSION: &str = "chrome-extension://abcdefghijklmnop/";

    fn sender(origin: Option<&str>, url: Option<&str>) -> Sender {
        Sender {
            origin: origin.map(str::to_owned),
            url: url.map(str::to_owned),
            ..Sender::default()
        }
    }

    fn page(origin: &str) -> Option<Peer> {
        Some(Peer::Page {
            origin: origin.to_owned(),
        })
    }

    fn popup_within(framed_by: &[&str]) -> Peer {
        Peer::Popup {
            framed_by: framed_by.iter().map(|&origin| origin.to_owned()).collect(),
        }
    }

    #[test]
    fn a_page_of_the_extension_is_the_popup() {
        let popup = sender(
            Some("chrome-extension://abcdefghijklmnop"),
            Some("chrome-extension://abcdefghijklmnop/popup.html"),
        );
        assert_eq!(peer("popup", &popup, EXTENSION), Some(popup_within(&[])));
        assert_eq!(peer("log", &popup, EXTENSION), Some(Peer::LogReader));
    }

    #[test]
    fn a_panel_says_which_pages_frame_it() {
        let panel = sender(
            Some("chrome-extension://abcdefghijklmnop"),
            Some("chrome-extension://abcdefghijklmnop/popup/panel.html"),
        );
        assert_eq!(
            peer("popup https://crm.example.com null", &panel, EXTENSION),
            Some(popup_within(&["https://crm.example.com", "null"]))
        );
    }

    #[test]
    fn a_content_script_is_never_the_popup() {
        let script = sender(
            Some("https://crm.example.com"),
            Some("https://crm.example.com/chrome-extension://abcdefghijklmnop/"),
        );
        for name in ["popup", "popup https://crm.example.com", "log"] {
            assert_eq!(peer(name, &script, EXTENSION), None);
            assert_eq!(peer(name, &sender(None, None), EXTENSION), None);
        }
    }

    #[test]
    fn a_page_of_the_extension_is_never_a_web_page() {
        let popup = sender(
            Some("chrome-extension://abcdefghijklmnop"),
            Some("chrome-extension://abcdefghijklmnop/popup.html"),
        );
        assert_eq!(peer("page", &popup, EXTENSION), None);
    }

    #[test]
    fn the_origin_that_the_browser_tells_counts() {
        let frame = sender(Some("https://crm.example.com"), Some("about:blank"));
        assert_eq!(peer("page", &frame, EXTENSION), page("https://crm.example.com"));
    }

    #[test]
    fn a_sandboxed_frame_has_no_origin_to_go_by() {
        let frame = sender(Some("null"), Some("https://crm.example.com/sandboxed"));
        assert_eq!(peer("page", &frame, EXTENSION), None);
    }

    #[test]
    fn without_an_origin_the_address_counts() {
        let frame = sender(None, Some("https://CRM.example.com:443/case?id=1#top"));
        assert_eq!(peer("page", &frame, EXTENSION), page("https://crm.example.com"));
        let frame = sender(None, Some("http://localhost:8080/"));
        assert_eq!(peer("page", &frame, EXTENSION), page("http://localhost:8080"));
    }

    #[test]
    fn what_is_not_of_the_web_has_no_peer() {
        for url in [
            "file:///tmp/page.html",
            "data:text/html,x",
            "about:blank",
            "blob:https://a.example/1",
            "",
        ] {
            assert_eq!(peer("page", &sender(None, Some(url)), EXTENSION), None, "{url}");
        }
    }

    #[test]
    fn a_port_of_another_name_has_no_peer() {
        let script = sender(Some("https://crm.example.com"), Some("https://crm.example.com/"));
        assert_eq!(peer("", &script, EXTENSION), None);
        assert_eq!(peer("Page", &script, EXTENSION), None);
    }
}
