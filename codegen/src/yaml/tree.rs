//! Builds the tree of a file from the events of the YAML parser.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use super::entries::Entries;
use super::mask::Mask;
use super::scalar;
use crate::diagnostics::{Code, Diagnostic};
use crate::node::{Key, Kind, Node};
use crate::source::{SourceId, Span};

/// The maximum nesting. It keeps later stages, which recurse, from overflowing the stack.
const MAX_DEPTH: usize = 64;

/// The maximum number of values in a file, those of aliases included.
const MAX_NODES: usize = 250_000;

/// The maximum number of aliases in a file.
const MAX_ALIASES: usize = 10_000;

/// The tree of a file that has no syntax error.
pub(super) struct Tree {
    pub(super) root: Node,
    /// Mistakes that do not stop the parser.
    pub(super) problems: Vec<Diagnostic>,
}

/// What stopped the parser.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) offset: usize,
    pub(super) kind: ErrorKind,
    /// A limit was exceeded, so that reading the rest makes no sense.
    pub(super) is_limit: bool,
}

/// Reads the text of a file with masked parts.
pub(super) fn read(file: SourceId, mask: &Mask<'_>) -> Result<Tree, Fault> {
    let text = mask.text();
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_comments: false,
    };
    let mut builder = Builder {
        file,
        text,
        mask,
        frames: Vec::new(),
        anchors: HashMap::new(),
        nodes: 0,
        aliases: 0,
        root: None,
        problems: Vec::new(),
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, place) = event.map_err(|error| Fault {
            offset: error.marker().byte_offset().unwrap_or_default(),
            is_limit: matches!(error.kind(), ErrorKind::RecursionLimitExceeded),
            kind: error.kind().clone(),
        })?;
        let range = place.byte_range().unwrap_or_default();
        let offset = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let span =
            Span { file, start: offset(range.start), end: offset(range.end.max(range.start)) };
        let tag = place.tag_span().and_then(|tag| tag.byte_range());
        let tag = tag.map(|tag| Span { file, start: offset(tag.start), end: offset(tag.end) });
        builder.event(event, span, tag)?;
    }
    let span = Span { file, start: 0, end: 0 };
    let root = builder.root.unwrap_or(Node { span, kind: Kind::Null });
    Ok(Tree { root, problems: builder.problems })
}

/// A collection whose end has not been read.
enum Frame {
    List { span: Span, anchor: usize, broken: bool, nodes: Vec<Node> },
    Mapping(MappingFrame),
}

struct MappingFrame {
    span: Span,
    anchor: usize,
    broken: bool,
    /// Whether it is written in braces.
    flow: bool,
    entries: Entries,
    /// The key whose value is next. `None` if a key is next.
    pending: Option<Key>,
    /// Whether the value of the last entry was extended by keys without a value.
    joined: bool,
}

struct Builder<'a> {
    file: SourceId,
    text: &'a str,
    mask: &'a Mask<'a>,
    frames: Vec<Frame>,
    /// The nodes with an anchor, with the number of nodes in them.
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    aliases: usize,
    root: Option<Node>,
    problems: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: Span, tag: Option<Span>) -> Result<(), Fault> {
        let has_tag = tag.is_some();
        if let Some(tag) = tag {
            self.report("tags are not supported", tag, "unexpected tag", "remove the tag");
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                Err(self.limit(span, "expected a single document"))
            }
            Event::Scalar(text, style, anchor, _) => {
                let kind = if has_tag { Kind::Broken } else { self.scalar(&text, style, span) };
                self.count(1, span)?;
                self.add(Node { span, kind }, anchor, Some(style));
                Ok(())
            }
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => {
                let message = format!("unknown anchor `{name}`");
                self.report(
                    message,
                    span,
                    "not defined above",
                    "quote the text if it is not an alias",
                );
                self.add(Node { span, kind: Kind::Broken }, 0, None);
                Ok(())
            }
            Event::SequenceStart(_, anchor, _) => {
                self.enter(span)?;
                self.frames.push(Frame::List { span, anchor, broken: has_tag, nodes: Vec::new() });
                Ok(())
            }
            Event::MappingStart(style, anchor, _) => {
                self.enter(span)?;
                self.frames.push(Frame::Mapping(MappingFrame {
                    span,
                    anchor,
                    broken: has_tag,
                    flow: style == granit_parser::StructureStyle::Flow,
                    entries: Entries::default(),
                    pending: None,
                    joined: false,
                }));
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.leave();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Kind {
        if self.mask.is_garbled(text) {
            return Kind::Broken;
        }
        if style != ScalarStyle::Plain {
            return Kind::Text(text.to_owned());
        }
        if self.mask.positions().contains(&(span.start as usize)) {
            return Kind::Broken;
        }
        scalar::resolve(text).unwrap_or_else(|| {
            self.report("expected a finite number", span, "not a number", "quote it if it is text");
            Kind::Broken
        })
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(), Fault> {
        self.aliases += 1;
        if self.aliases > MAX_ALIASES {
            return Err(self.limit(span, "too many aliases"));
        }
        let Some((node, size)) = self.anchors.get(&id) else {
            return Err(self.limit(span, "an alias cannot be inside of its anchor"));
        };
        let (kind, size) = (node.kind.clone(), *size);
        let span = match kind {
            Kind::List(_) | Kind::Mapping(_) => node.span,
            _ => span,
        };
        self.count(size, span)?;
        self.add(Node { span, kind }, 0, None);
        Ok(())
    }

    /// Counts nodes against the limit.
    fn count(&mut self, nodes: usize, span: Span) -> Result<(), Fault> {
        self.nodes += nodes;
        match self.nodes > MAX_NODES {
            true => Err(self.limit(span, "the file is too large; split it")),
            false => Ok(()),
        }
    }

    fn enter(&mut self, span: Span) -> Result<(), Fault> {
        self.count(1, span)?;
        match self.frames.len() >= MAX_DEPTH {
            true => Err(self.limit(span, format!("nested deeper than {MAX_DEPTH} levels"))),
            false => Ok(()),
        }
    }

    fn leave(&mut self) {
        self.finish_joined();
        let (node, anchor) = match self.frames.pop() {
            None => return,
            Some(Frame::List { span, anchor, broken, nodes }) => {
                let kind = if broken { Kind::Broken } else { Kind::List(nodes) };
                (Node { span, kind }, anchor)
            }
            Some(Frame::Mapping(MappingFrame { span, anchor, broken, entries, .. })) => {
                let kind = if broken { Kind::Broken } else { Kind::Mapping(entries.into_list()) };
                (Node { span, kind }, anchor)
            }
        };
        self.add(node, anchor, None);
    }

    /// Adds a node to the collection around it. `style` is that of a scalar.
    fn add(&mut self, node: Node, anchor: usize, style: Option<ScalarStyle>) {
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), size(&node)));
        }
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame::List { nodes, .. }) => nodes.push(node),
            Some(Frame::Mapping(frame)) => match frame.pending.take() {
                None => self.key(node, style),
                Some(key) => self.value(key, node),
            },
        }
    }

    fn key(&mut self, node: Node, style: Option<ScalarStyle>) {
        let is_plain = style == Some(ScalarStyle::Plain);
        let source = self.text.get(node.span.start as usize..node.span.end as usize);
        let text = match (node.kind, style) {
            (Kind::Text(text), _) => Some(text),
            (Kind::Bool(_) | Kind::Integer(_) | Kind::Float(_), Some(_)) => {
                source.map(str::to_owned)
            }
            (Kind::Broken, _) => None,
            _ => {
                let help = "quote the key";
                self.report("expected a string as the key", node.span, "not a string", help);
                None
            }
        };
        let text = match text {
            Some(text) if text == "<<" && is_plain => {
                let help = "repeat the keys of the other mapping";
                self.report("merge keys are not supported", node.span, "merge key", help);
                None
            }
            other => other,
        };
        if let Some(Frame::Mapping(frame)) = self.frames.last_mut() {
            let is_lost = text.is_none();
            let text = text.unwrap_or_default();
            frame.pending = Some(Key { text, span: node.span, is_lost });
        }
    }

    fn value(&mut self, key: Key, node: Node) {
        let text = self.text;
        let Some(Frame::Mapping(frame)) = self.frames.last_mut() else { return };
        if key.is_lost {
            frame.entries.push(key, Node { span: node.span, kind: Kind::Broken });
            return;
        }
        let has_no_value = frame.flow && node.kind == Kind::Null && !has_colon(text, &key);
        if let Some(before) = frame.entries.last_value()
            && has_no_value
            && is_plain_text(text, before)
        {
            before.span.end = key.span.end;
            frame.joined = true;
            return;
        }
        self.finish_joined();
        let Some(Frame::Mapping(frame)) = self.frames.last_mut() else { return };
        if let Some(first) = frame.entries.key(&key.text) {
            let problem = Diagnostic::new(Code::Syntax, format!("duplicate key `{}`", key.text))
                .at(key.span, "used again here")
                .at(first.span, "first used here")
                .help("remove one of them");
            self.problems.push(problem);
            return;
        }
        frame.entries.push(key, node);
    }

    /// Reports a value that was extended by keys without a value: `{type: map<string, string>}` has the
    /// keys `type` and `string>`.
    fn finish_joined(&mut self) {
        let Some(Frame::Mapping(frame)) = self.frames.last_mut() else { return };
        let was_joined = std::mem::take(&mut frame.joined);
        let Some(node) = frame.entries.last_value().filter(|_| was_joined) else { return };
        let span = node.span;
        let joined = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        node.kind = Kind::Text(joined.to_owned());
        self.report(
            "unquoted comma in a mapping in braces",
            span,
            "the comma ends the value",
            &format!("quote the value: `\"{joined}\"`"),
        );
    }

    fn report(&mut self, message: impl Into<String>, span: Span, label: &str, help: &str) {
        self.problems.push(Diagnostic::new(Code::Syntax, message).at(span, label).help(help));
    }

    /// A fault after which reading the file ends.
    fn limit(&self, span: Span, message: impl Into<String>) -> Fault {
        debug_assert_eq!(span.file, self.file);
        Fault {
            offset: span.start as usize,
            kind: ErrorKind::Custom(message.into()),
            is_limit: true,
        }
    }
}

/// The number of nodes in a node, itself included. Nesting is limited.
fn size(node: &Node) -> usize {
    match &node.kind {
        Kind::List(nodes) => 1 + nodes.iter().map(size).sum::<usize>(),
        Kind::Mapping(entries) => 1 + entries.iter().map(|(_, node)| size(node)).sum::<usize>(),
        _ => 1,
    }
}

/// Whether a key is followed by a colon.
fn has_colon(text: &str, key: &Key) -> bool {
    text.get(key.span.end as usize..).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// Whether a value is text without quotes.
fn is_plain_text(text: &str, node: &Node) -> bool {
    let written = text.get(node.span.start as usize..).unwrap_or_default();
    matches!(node.kind, Kind::Text(_)) && !written.starts_with(['"', '\''])
}
