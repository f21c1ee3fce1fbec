//! Elements of the page, put together from parts that keep themselves up to date.
//!
//! `view!` gives each element a type of its own, and so several kB of wasm. What is made here is of one type, whatever
//! its tag, attributes and children; use `view!` only where an element is one of its kind.

use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::event::on;
use web_sys::Event;

type Text = Box<dyn Fn() -> Option<String> + Send + Sync>;
type Truth = Box<dyn Fn() -> bool + Send + Sync>;
type Act = Box<dyn FnMut(Event)>;

/// An element that is being put together.
#[must_use]
pub(crate) struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element with this tag.
pub(crate) fn element(tag: &'static str) -> Element {
    Element {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

impl Element {
    pub(crate) fn class(self, class: &str) -> Self {
        self.attribute("class", class)
    }

    /// An attribute that stays as it is.
    pub(crate) fn attribute(mut self, name: &'static str, value: &str) -> Self {
        self.attributes
            .push(custom_attribute(name, value.to_owned()).into_any_attr());
        self
    }

    /// An attribute that follows what `value` reads, and is not there while that is nothing.
    pub(crate) fn following(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.following_boxed(name, Box::new(value))
    }

    fn following_boxed(mut self, name: &'static str, value: Text) -> Self {
        self.attributes
            .push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// An attribute that is `true` or not there.
    pub(crate) fn flag(self, name: &'static str, set: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.flag_boxed(name, Box::new(set))
    }

    fn flag_boxed(self, name: &'static str, set: Truth) -> Self {
        self.following_boxed(name, Box::new(move || set().then(|| "true".to_owned())))
    }

    /// Does something with every event of this kind.
    pub(crate) fn on(self, kind: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(kind, Box::new(act))
    }

    fn on_boxed(mut self, kind: &'static str, act: Act) -> Self {
        self.attributes
            .push(on(ev::Custom::<Event>::new(kind), act).into_any_attr());
        self
    }

    pub(crate) fn on_click(self, act: impl FnMut() + 'static) -> Self {
        self.on_click_boxed(Box::new(act))
    }

    fn on_click_boxed(self, mut act: Box<dyn FnMut()>) -> Self {
        self.on_boxed("click", Box::new(move |_| act()))
    }

    /// A text that stays as it is.
    pub(crate) fn text(self, text: String) -> Self {
        self.child(text.into_any())
    }

    /// A text that follows what `text` reads.
    pub(crate) fn following_text(self, text: impl Fn() -> Option<String> + Send + Sync + 'static) -> Self {
        self.following_text_boxed(Box::new(text))
    }

    fn following_text_boxed(self, text: Text) -> Self {
        self.child(text.into_any())
    }

    pub(crate) fn child(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// A child that is there as long as `present` is true.
    pub(crate) fn child_while(
        self,
        present: impl Fn() -> bool + Send + Sync + 'static,
        make: impl Fn() -> AnyView + Send + Sync + 'static,
    ) -> Self {
        self.child(present_while(present, make))
    }

    pub(crate) fn view(self) -> AnyView {
        custom(self.tag)
            .add_any_attr(self.attributes)
            .child(self.children)
            .into_any()
    }
}

/// Does something now, and again whenever what it reads has changed. One kind of effect, since each that the compiler sees
/// costs half a kB of wasm.
pub(crate) fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_| run());
}

/// What `make` makes, as long as `present` is true; made again only when it was gone.
pub(crate) fn present_while(
    present: impl Fn() -> bool + Send + Sync + 'static,
    make: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    present_while_boxed(Box::new(present), Box::new(make))
}

fn present_while_boxed(
    present: Box<dyn Fn() -> bool + Send + Sync>,
    make: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let present = Memo::new(move |_| present());
    (move || present.get().then(&make)).into_any()
}
