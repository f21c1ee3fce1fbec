//! Where a number without a calling code is: one of the countries that the agent may call.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlSelectElement};

use super::element::{element, present_while};
use crate::calling_codes;
use crate::selection::Instance;
use crate::words;

/// Where the country that was chosen last is kept.
const KEY: &str = "country";

/// A choice of country, if there is one to make. `country` follows it, as a code in lower case.
pub(crate) fn countries(instance: Instance, country: RwSignal<String>) -> AnyView {
    let codes = untrack(|| instance.read_agent(|agent| agent.countries.clone())).unwrap_or_default();
    country.set(likely(&codes, kept(), headwater_browser::i18n::language()));
    let language = words::LANGUAGE.text();
    let mut named: Vec<(String, String)> = codes
        .into_iter()
        .map(|code| {
            (
                headwater_browser::i18n::region_name(&code.to_ascii_uppercase(), &language),
                code,
            )
        })
        .collect();
    headwater_browser::i18n::sort(&mut named, &language);
    let several = named.len() > 1;
    let select = move || {
        let mut select = element("select")
            .class("select dial-country")
            .attribute("name", "country")
            .attribute("aria-label", &words::COUNTRY.text())
            .on("change", move |event| chosen(&event, country));
        for (name, code) in &named {
            let calling = calling_codes::of(code).unwrap_or_default();
            let mut option = element("option").attribute("value", code);
            if country.with_untracked(|country| country == code) {
                option = option.attribute("selected", "");
            }
            // The code first: it is what is seen of a choice that is folded.
            select = select.child(
                option
                    .text([&code.to_ascii_uppercase(), " +", calling, " · ", name].concat())
                    .view(),
            );
        }
        select.view()
    };
    present_while(move || several, select)
}

fn chosen(event: &Event, country: RwSignal<String>) {
    let select = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
    if let Some(select) = select {
        if let Some(storage) = storage() {
            // A full disk only means that the choice is to be made again.
            let _ = storage.set_item(KEY, &select.value());
        }
        country.set(select.value());
    }
}

/// The one chosen last, or that of the browser's language, or the first that may be called.
fn likely(codes: &[String], kept: Option<String>, language: Option<String>) -> String {
    let region = language.and_then(|language| {
        let region = language.rsplit('-').next()?.to_ascii_lowercase();
        Some(region)
    });
    [kept, region]
        .into_iter()
        .flatten()
        .find(|code| codes.contains(code))
        .or_else(|| codes.first().cloned())
        .unwrap_or_default()
}

fn kept() -> Option<String> {
    storage()?.get_item(KEY).ok()?
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok()?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_is_guessed_from_what_is_known() {
        let codes = ["at", "de", "us"].map(str::to_owned);
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(likely(&codes, some("de"), some("en-US")), "de");
        assert_eq!(likely(&codes, some("fr"), some("en-US")), "us");
        assert_eq!(likely(&codes, None, some("de")), "de");
        assert_eq!(likely(&codes, None, some("fr-FR")), "at");
        assert_eq!(likely(&[], None, None), "");
    }
}
