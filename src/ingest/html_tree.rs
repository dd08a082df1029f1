//! Bytes of a page to its tree, with an eye on the work: the rules of HTML make some short pages cost time and memory in the
//! square of their length (each of a million open tags is looked through at the next one, each unclosed `<b>` is made anew
//! in each paragraph). Work is counted, never timed, so that a page is refused everywhere or nowhere.

use std::borrow::Cow;
use std::cell::Cell;

use dom_query::{Document as Page, NodeId};
use html5ever::interface::{Attribute, ElementFlags, NodeOrText, QualName, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// Bytes of a page that are read between two looks at the work done.
const PIECE: usize = 2 << 10;

/// Elements looked at for each byte of a page, beyond which it is refused: pages of newspapers need about one.
const WORK_FOR_EACH_BYTE: u64 = 64;

/// Work that any page may cause, however short.
const WORK_AT_LEAST: u64 = 1 << 20;

/// Nodes that any page may have. Beyond, a page that has more nodes than bytes has had them made by repair.
const NODES_AT_LEAST: usize = 1 << 14;

/// Reads a page.
///
/// # Errors
/// A message, if it takes more work than a page of its length may, or its elements are nested too deep.
pub(super) fn parse(html: &str, max_nesting: usize) -> Result<Page, String> {
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = parse_document(Counted { page: Page::default(), looked_at: Cell::new(0) }, options);
    let mut rest = html;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(end_of_piece(rest));
        parser.process(StrTendril::from(piece));
        rest = behind;
        let sink = &parser.tokenizer.sink.sink;
        let read = html.len() - rest.len();
        if sink.looked_at.get() > WORK_AT_LEAST + WORK_FOR_EACH_BYTE * read as u64 {
            return Err("too many elements are left open".to_owned());
        }
        if sink.page.tree.len() > NODES_AT_LEAST + read {
            return Err("repairing it makes more elements than it has bytes".to_owned());
        }
    }
    let page = parser.finish();
    if is_too_deep(&page, max_nesting) {
        return Err(format!("elements are nested more than {max_nesting} deep (input.max_nesting)"));
    }
    Ok(page)
}

/// Whether some element lies too deep: finding the article takes time in the square of the depth, and only broken or hostile
/// pages are so deep.
fn is_too_deep(page: &Page, limit: usize) -> bool {
    let mut open = vec![(page.root(), 0)];
    while let Some((node, depth)) = open.pop() {
        if depth > limit {
            return true;
        }
        open.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    false
}

/// The first end of a character at or behind the piece's length.
fn end_of_piece(text: &str) -> usize {
    (PIECE.min(text.len())..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// A tree that counts how often the parser looks at an element.
struct Counted {
    page: Page,
    looked_at: Cell<u64>,
}

impl TreeSink for Counted {
    type Handle = NodeId;
    type Output = Page;
    type ElemName<'a> = <Page as TreeSink>::ElemName<'a>;

    fn finish(self) -> Page {
        self.page
    }

    /// Newspapers' pages are full of them, and nobody asks.
    fn parse_error(&self, _: Cow<'static, str>) {}

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Self::ElemName<'a> {
        self.looked_at.set(self.looked_at.get() + 1);
        self.page.elem_name(target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        self.looked_at.set(self.looked_at.get() + 1);
        x == y
    }

    fn get_document(&self) -> NodeId {
        self.page.get_document()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.page.create_element(name, attrs, flags)
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.page.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.page.create_pi(target, data)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.page.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        self.page.append_based_on_parent_node(element, before, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public_id: StrTendril, system_id: StrTendril) {
        self.page.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.page.get_template_contents(target)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        TreeSink::set_quirks_mode(&self.page, mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.page.append_before_sibling(sibling, child);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.page.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.page.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.page.reparent_children(node, new_parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        TreeSink::is_mathml_annotation_xml_integration_point(&self.page, handle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(html: &str) -> Result<Page, String> {
        super::parse(html, 1_000_000)
    }

    #[test]
    fn a_page_is_the_same_as_without_counting() {
        let html = "<!doctype html><title>Tin</title><p>Một<b>hai<p>ba</b><table><div>bốn</table><template><p>năm";
        let html = html.replace("ba", &"bà ".repeat(PIECE));
        assert_eq!(parse(&html).unwrap().html(), Page::from(html.as_str()).html());
    }

    #[test]
    fn what_costs_the_square_of_its_length_is_given_up_early() {
        assert!(parse(&"<div>".repeat(1_000_000)).err().unwrap().contains("left open"));
        let formats = (0..200_000).map(|n| format!("<b id={n}><p>")).collect::<Vec<_>>().concat();
        assert!(parse(&formats).err().unwrap().contains("more elements"));
    }

    #[test]
    fn many_elements_side_by_side_are_a_long_page() {
        assert!(parse(&"<p>Một đoạn.".repeat(100_000)).is_ok());
        assert!(parse(&"<ul><li><a href='/'>Tin</a></ul>".repeat(50_000)).is_ok());
    }
}
