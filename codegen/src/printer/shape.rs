//! The structure of expressions, as far as the layout needs it before they are printed.
//!
//! What is in groups is not read until it is printed.

use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind};

/// The keywords of expressions that are not emitted.
const UNKNOWN: [&str; 7] = ["break", "const", "continue", "for", "loop", "unsafe", "while"];

/// An expression. Parts that are printed as they stand are positions of tokens.
#[derive(Debug)]
pub(super) enum Shape<'t> {
    Literal(usize),
    Path(usize),
    Struct { path: usize, fields: usize },
    Macro { path: usize, is_block: bool },
    Array(usize),
    Tuple(usize),
    Paren(Box<Self>),
    Block(usize),
    Async { is_move: bool, block: usize },
    If { condition: Box<Self>, then: usize, otherwise: Option<Box<Self>> },
    Match { value: Box<Self>, arms: usize },
    Closure { is_move: bool, parameters: usize, body: Box<Self> },
    Prefix(&'static str, Box<Self>),
    Binary(Box<Self>, &'static str, Box<Self>),
    Assign(Box<Self>, Box<Self>),
    Cast(Box<Self>, usize),
    Call { function: Box<Self>, arguments: usize },
    Method { receiver: Box<Self>, name: usize, arguments: usize },
    Field(Box<Self>, &'t str),
    Index(Box<Self>, usize),
    Await(Box<Self>),
    Try(Box<Self>),
    Let { pattern: usize, value: Box<Self> },
    Return(Option<Box<Self>>),
}

/// How tightly a binary operator binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Assign,
    Or,
    And,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Cast,
    Prefix,
}

impl Binding {
    /// That of the right operand of an operator that groups from the left.
    const fn tighter(self) -> Self {
        match self {
            Self::Assign => Self::Or,
            Self::Or => Self::And,
            Self::And => Self::Compare,
            Self::Compare => Self::BitOr,
            Self::BitOr => Self::BitXor,
            Self::BitXor => Self::BitAnd,
            Self::BitAnd => Self::Shift,
            Self::Shift => Self::Sum,
            Self::Sum => Self::Product,
            Self::Product => Self::Cast,
            Self::Cast | Self::Prefix => Self::Prefix,
        }
    }
}

impl<'t> Printer<'t> {
    /// Steps over an expression.
    pub(super) fn shape(&mut self) -> Printed<Shape<'t>> {
        self.binary(Binding::Assign, true)
    }

    /// Steps over an expression before a block, which cannot be a struct with fields.
    pub(super) fn condition_shape(&mut self) -> Printed<Shape<'t>> {
        self.binary(Binding::Assign, false)
    }

    /// Steps over an expression that starts a statement or is the body of an arm. A block ends it,
    /// unless a method is called on it.
    pub(super) fn statement_shape(&mut self) -> Printed<Shape<'t>> {
        let is_block = self.is_group(Delimiter::Brace) || self.is("if") || self.is("match");
        if !is_block {
            return self.shape();
        }
        let block = self.operand(true)?;
        if !(self.is(".") || self.is("?")) {
            return Ok(block);
        }
        let first = self.trailers(block)?;
        self.operators(first, Binding::Assign, true)
    }

    fn binary(&mut self, least: Binding, has_structs: bool) -> Printed<Shape<'t>> {
        let first = self.prefixed(has_structs)?;
        self.operators(first, least, has_structs)
    }

    /// Steps over binary operators with their right operands.
    fn operators(
        &mut self,
        mut left: Shape<'t>,
        least: Binding,
        has_structs: bool,
    ) -> Printed<Shape<'t>> {
        while let Some((operator, length, binding)) = self.operator() {
            if binding < least {
                break;
            }
            self.at += length;
            if binding == Binding::Cast {
                let ty = self.at;
                self.mute(Self::ty)?;
                left = Shape::Cast(Box::new(left), ty);
                continue;
            }
            let is_assignment = binding == Binding::Assign;
            let least = if is_assignment { binding } else { binding.tighter() };
            let right = Box::new(self.binary(least, has_structs)?);
            left = match is_assignment {
                true => Shape::Assign(Box::new(left), right),
                false => Shape::Binary(Box::new(left), operator, right),
            };
        }
        Ok(left)
    }

    /// The binary operator that comes next, with its number of tokens.
    fn operator(&self) -> Option<(&'static str, usize, Binding)> {
        if !matches!(self.kind(), Kind::Mark | Kind::Word) {
            return None;
        }
        let is_before = |mark| self.token().is_joint && self.text_after(1) == mark;
        Some(match self.text() {
            "=" => ("=", 1, Binding::Assign),
            "||" => ("||", 1, Binding::Or),
            "&&" => ("&&", 1, Binding::And),
            "==" => ("==", 1, Binding::Compare),
            "!=" => ("!=", 1, Binding::Compare),
            "<" if is_before("=") => ("<=", 2, Binding::Compare),
            ">" if is_before("=") => (">=", 2, Binding::Compare),
            "<" if is_before("<") => ("<<", 2, Binding::Shift),
            ">" if is_before(">") => (">>", 2, Binding::Shift),
            "<" => ("<", 1, Binding::Compare),
            ">" => (">", 1, Binding::Compare),
            "|" => ("|", 1, Binding::BitOr),
            "^" => ("^", 1, Binding::BitXor),
            "&" => ("&", 1, Binding::BitAnd),
            "+" => ("+", 1, Binding::Sum),
            "-" => ("-", 1, Binding::Sum),
            "*" => ("*", 1, Binding::Product),
            "/" => ("/", 1, Binding::Product),
            "%" => ("%", 1, Binding::Product),
            "as" => ("as", 1, Binding::Cast),
            _ => return None,
        })
    }

    fn prefixed(&mut self, has_structs: bool) -> Printed<Shape<'t>> {
        let mark = match self.kind() {
            Kind::Mark => self.text(),
            Kind::Word => return self.keyword_or_path(has_structs),
            _ => "",
        };
        let mark = match mark {
            "&" if self.text_after(1) == "mut" => {
                self.at += 1;
                "&mut "
            }
            "&" => "&",
            "&&" => "&&",
            "*" => "*",
            "!" => "!",
            "-" => "-",
            "|" | "||" => return self.closure(false, has_structs),
            _ => {
                let operand = self.operand(has_structs)?;
                return self.trailers(operand);
            }
        };
        self.at += 1;
        Ok(Shape::Prefix(mark, Box::new(self.prefixed(has_structs)?)))
    }

    /// Steps over an expression that starts with a word.
    fn keyword_or_path(&mut self, has_structs: bool) -> Printed<Shape<'t>> {
        match self.text() {
            "move" => {
                self.at += 1;
                self.closure(true, has_structs)
            }
            "return" => {
                self.at += 1;
                let is_alone = self.is_end() || self.is(",") || self.is(";");
                let value = match is_alone {
                    true => None,
                    false => Some(Box::new(self.binary(Binding::Assign, has_structs)?)),
                };
                Ok(Shape::Return(value))
            }
            "let" => {
                self.at += 1;
                let pattern = self.at;
                self.mute(Self::pattern)?;
                self.expect("=")?;
                let value = Box::new(self.binary(Binding::Compare, has_structs)?);
                Ok(Shape::Let { pattern, value })
            }
            _ => {
                let operand = self.operand(has_structs)?;
                self.trailers(operand)
            }
        }
    }

    /// Steps over an expression without operators, calls and fields.
    fn operand(&mut self, has_structs: bool) -> Printed<Shape<'t>> {
        let at = self.at;
        match self.kind() {
            Kind::Literal => {
                self.at += 1;
                Ok(Shape::Literal(at))
            }
            Kind::Open(Delimiter::Bracket) => Ok(Shape::Array(self.group())),
            Kind::Open(Delimiter::Brace) => Ok(Shape::Block(self.group())),
            Kind::Open(Delimiter::Parenthesis) => self.tuple_or_paren(),
            Kind::Word => match self.text() {
                "true" | "false" => {
                    self.at += 1;
                    Ok(Shape::Literal(at))
                }
                "if" => self.if_shape(),
                "match" => {
                    self.at += 1;
                    let value = Box::new(self.condition_shape()?);
                    self.block_shape().map(|arms| Shape::Match { value, arms })
                }
                "async" => {
                    self.at += 1;
                    let is_move = self.take("move");
                    self.block_shape().map(|block| Shape::Async { is_move, block })
                }
                _ => self.path_shape(has_structs),
            },
            Kind::Mark if self.is("<") || self.is("::") => self.path_shape(has_structs),
            _ => self.fail("an expression"),
        }
    }

    fn block_shape(&mut self) -> Printed<usize> {
        match self.is_group(Delimiter::Brace) {
            true => Ok(self.group()),
            false => self.fail("a block"),
        }
    }

    fn if_shape(&mut self) -> Printed<Shape<'t>> {
        self.expect("if")?;
        let condition = Box::new(self.condition_shape()?);
        let then = self.block_shape()?;
        let otherwise = match self.take("else") {
            false => None,
            true if self.is("if") => Some(Box::new(self.if_shape()?)),
            true => Some(Box::new(Shape::Block(self.block_shape()?))),
        };
        Ok(Shape::If { condition, then, otherwise })
    }

    fn tuple_or_paren(&mut self) -> Printed<Shape<'t>> {
        let group = self.group();
        if self.is_empty(group) {
            return Ok(Shape::Tuple(group));
        }
        self.jump(group + 1, |p| {
            let first = p.shape()?;
            Ok(if p.is_end() { Shape::Paren(Box::new(first)) } else { Shape::Tuple(group) })
        })
    }

    fn closure(&mut self, is_move: bool, has_structs: bool) -> Printed<Shape<'t>> {
        let parameters = self.at;
        if !self.take("||") {
            self.expect("|")?;
            while !self.is("|") {
                match self.kind() {
                    Kind::Close => return self.fail("the end of parameters"),
                    Kind::Open(_) => self.at = self.token().close() + 1,
                    _ => self.at += 1,
                }
            }
            self.expect("|")?;
        }
        let body = Box::new(self.binary(Binding::Assign, has_structs)?);
        Ok(Shape::Closure { is_move, parameters, body })
    }

    /// Steps over a path, and over what makes it a struct or a call of a macro.
    fn path_shape(&mut self, has_structs: bool) -> Printed<Shape<'t>> {
        let path = self.at;
        if UNKNOWN.contains(&self.text()) {
            return self.fail("a known kind of expression");
        }
        self.skip_path()?;
        if self.is("!")
            && let Kind::Open(delimiter) = self.next_kind()
        {
            self.at += 1;
            self.group();
            return Ok(Shape::Macro { path, is_block: delimiter == Delimiter::Brace });
        }
        if has_structs && self.is_group(Delimiter::Brace) {
            return Ok(Shape::Struct { path, fields: self.group() });
        }
        Ok(Shape::Path(path))
    }

    fn skip_path(&mut self) -> Printed {
        if self.is("<") {
            self.skip_angles()?;
        }
        self.take("::");
        loop {
            self.of_kind(Kind::Word, "an expression")?;
            if self.is("::") && self.text_after(1) == "<" {
                self.at += 1;
                self.skip_angles()?;
            }
            if !self.take("::") {
                return Ok(());
            }
        }
    }

    /// Steps over what is in angle brackets.
    fn skip_angles(&mut self) -> Printed {
        let mut depth = 0_usize;
        loop {
            match self.kind() {
                Kind::Close => return self.fail("`>`"),
                Kind::Open(_) => {
                    self.group();
                    continue;
                }
                Kind::Mark if self.is("<") => depth += 1,
                Kind::Mark if self.is(">") => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Steps over calls, fields, indexes and `?`.
    fn trailers(&mut self, mut inner: Shape<'t>) -> Printed<Shape<'t>> {
        loop {
            inner = match self.kind() {
                Kind::Open(Delimiter::Parenthesis) => {
                    Shape::Call { function: Box::new(inner), arguments: self.group() }
                }
                Kind::Open(Delimiter::Bracket) => Shape::Index(Box::new(inner), self.group()),
                Kind::Mark if self.take("?") => Shape::Try(Box::new(inner)),
                Kind::Mark if self.take(".") => self.member(Box::new(inner))?,
                _ => return Ok(inner),
            };
        }
    }

    /// Steps over what comes after a dot.
    fn member(&mut self, receiver: Box<Shape<'t>>) -> Printed<Shape<'t>> {
        if self.take("await") {
            return Ok(Shape::Await(receiver));
        }
        let name = self.at;
        if self.kind() == Kind::Literal && !self.text().contains('.') {
            self.at += 1;
            return Ok(Shape::Field(receiver, self.tokens.text(self.tokens.at(name))));
        }
        let member = self.of_kind(Kind::Word, "a field or method")?;
        if self.take("::") {
            self.skip_angles()?;
        }
        match self.is_group(Delimiter::Parenthesis) {
            true => Ok(Shape::Method { receiver, name, arguments: self.group() }),
            false => Ok(Shape::Field(receiver, member)),
        }
    }
}

impl Shape<'_> {
    /// Whether it is an identifier that is not longer than an indentation.
    pub(super) fn is_short(&self, printer: &Printer<'_>) -> bool {
        let Self::Path(at) = self else { return false };
        let word = printer.tokens.at(*at);
        let next = printer.tokens.at(at + 1);
        let is_path = word.kind != Kind::Word || printer.tokens.text(next) == "::";
        !is_path && printer.tokens.text(word).len() <= 4
    }

    /// Whether it is as good on the line of a call as a block is.
    pub(super) fn is_blocklike(&self) -> bool {
        matches!(
            self,
            Self::Array(_)
                | Self::Async { .. }
                | Self::Block(_)
                | Self::Closure { .. }
                | Self::Struct { .. }
                | Self::Tuple(_)
        )
    }

    /// Whether it is an expression with a block, which ends a statement or an arm.
    pub(super) fn is_with_block(&self) -> bool {
        matches!(self, Self::If { .. } | Self::Match { .. } | Self::Block(_))
    }

    /// Whether a block may start on a new line after it.
    pub(super) fn wraps_before_block(&self) -> bool {
        match self {
            Self::Assign(..)
            | Self::Await(_)
            | Self::Binary(..)
            | Self::Cast(..)
            | Self::Field(..)
            | Self::Index(..)
            | Self::Method { .. } => true,
            Self::Call { function: inner, .. }
            | Self::Paren(inner)
            | Self::Let { value: inner, .. }
            | Self::Prefix(_, inner)
            | Self::Try(inner)
            | Self::Return(Some(inner)) => inner.wraps_before_block(),
            _ => false,
        }
    }

    /// Whether it means the same in braces.
    pub(super) fn can_be_braced(&self) -> bool {
        match self {
            Self::Let { .. } => false,
            Self::Assign(inner, _)
            | Self::Binary(inner, ..)
            | Self::Cast(inner, _)
            | Self::Call { function: inner, .. }
            | Self::Index(inner, _) => !inner.ends_statement() && inner.can_be_braced(),
            Self::Await(inner)
            | Self::Field(inner, _)
            | Self::Method { receiver: inner, .. }
            | Self::Try(inner) => inner.can_be_braced(),
            _ => true,
        }
    }

    /// Whether it is a statement without a semicolon.
    fn ends_statement(&self) -> bool {
        self.is_with_block() || matches!(self, Self::Macro { is_block: true, .. })
    }

    /// Whether it has a semicolon as the last statement of a block.
    pub(super) fn gets_semicolon(&self) -> bool {
        matches!(self, Self::Assign(..) | Self::Return(_))
    }

    /// Whether it has no semicolon as a statement.
    pub(super) fn loses_semicolon(&self) -> bool {
        match self {
            Self::If { otherwise: None, .. } => true,
            Self::If { otherwise: Some(otherwise), .. } => otherwise.loses_semicolon(),
            _ => false,
        }
    }
}
