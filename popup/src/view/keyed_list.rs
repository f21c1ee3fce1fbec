//! A list whose items stay themselves when others come and go.

use std::sync::Arc;

use leptos::prelude::*;

/// The children of a list: one for each key, made once by `item`, kept for as long as its key is there.
pub(crate) fn keyed_list(
    keys: impl Fn() -> Vec<String> + Send + Sync + 'static,
    item: impl Fn(String) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    list(Box::new(keys), Arc::new(item))
}

type Keys = Box<dyn Fn() -> Vec<String> + Send + Sync>;
type Item = Arc<dyn Fn(String) -> AnyView + Send + Sync>;

/// One function for all lists, since each kind of list that the compiler sees costs several kB of wasm.
fn list(keys: Keys, item: Item) -> AnyView {
    view! { <For each=keys key=|key| key.clone() children=move |key| item(key) /> }.into_any()
}
