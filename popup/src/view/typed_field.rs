//! A field for what is no prose, such as an address or a number: browsers neither complete nor correct it.

use super::element::{Element, element};

pub(crate) fn typed_field() -> Element {
    element("input")
        .attribute("type", "text")
        .attribute("autocomplete", "off")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
}

/// One for an address, which is written from left to right in every language.
pub(crate) fn address_field() -> Element {
    typed_field()
        .attribute("inputmode", "url")
        .attribute("dir", "ltr")
}
