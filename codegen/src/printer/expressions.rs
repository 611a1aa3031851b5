//! Expressions.

use super::page::{Break, INDENT};
use super::shape::Shape;
use super::types::Place;
use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind};

/// The maximum width of a struct expression on one line.
const STRUCT_WIDTH: isize = 34;

impl<'t> Printer<'t> {
    /// Prints an expression.
    pub(super) fn expression(&mut self) -> Printed {
        let shape = self.shape()?;
        self.shaped(&shape)
    }

    /// Prints a literal.
    pub(super) fn literal(&mut self) -> Printed {
        let literal = match self.is("true") || self.is("false") {
            true => self.of_kind(Kind::Word, "a literal")?,
            false => self.of_kind(Kind::Literal, "a literal")?,
        };
        self.page.text(literal);
        Ok(())
    }

    /// Prints an expression whose structure is known.
    pub(super) fn shaped(&mut self, shape: &Shape<'t>) -> Printed {
        self.shaped_at(shape, false)
    }

    /// Prints an expression, which may start a line.
    pub(super) fn shaped_at(&mut self, shape: &Shape<'t>, starts_line: bool) -> Printed {
        match shape {
            Shape::Literal(at) => self.jump(*at, Self::literal),
            Shape::Path(at) => self.jump(*at, |p| p.path(Place::Expression)),
            Shape::Struct { path, fields } => self.struct_expression(*path, *fields),
            Shape::Macro { path, .. } => self.jump(*path, |p| p.macro_call().map(drop)),
            Shape::Array(group) => self.jump(*group, Self::array),
            Shape::Tuple(group) => self.jump(*group, |p| p.tuple_of(Self::expression)),
            Shape::Paren(inner) => {
                self.page.text("(");
                self.shaped(inner)?;
                self.page.text(")");
                Ok(())
            }
            Shape::Block(group) => self.boxed_block(*group),
            Shape::Async { is_move, block } => {
                self.page.text(if *is_move { "async move " } else { "async " });
                self.boxed_block(*block)
            }
            Shape::If { .. } => self.if_expression(shape),
            Shape::Match { value, arms } => self.match_expression(value, *arms),
            Shape::Closure { is_move, parameters, body } => {
                self.closure_expression(*is_move, *parameters, body)
            }
            Shape::Prefix(mark, inner) => {
                self.page.text(mark);
                self.shaped(inner)
            }
            Shape::Binary(left, operator, right) => self.binary_expression(left, operator, right),
            Shape::Cast(inner, ty) => self.cast(inner, *ty),
            Shape::Assign(left, right) => {
                self.page.inconsistent(0);
                self.shaped(left)?;
                self.page.text(" = ");
                self.page.never_break();
                self.shaped(right)?;
                self.page.end();
                Ok(())
            }
            Shape::Call { function, arguments } => {
                self.shaped(function)?;
                self.call_arguments(*arguments)
            }
            Shape::Index(inner, index) => {
                self.shaped_at(inner, starts_line)?;
                self.index(*index)
            }
            Shape::Try(inner) => {
                self.shaped_at(inner, starts_line)?;
                self.page.text("?");
                Ok(())
            }
            Shape::Method { .. } | Shape::Field(..) | Shape::Await(_) => {
                self.page.consistent(INDENT);
                self.chain(shape, starts_line, true)?;
                self.page.end();
                Ok(())
            }
            Shape::Let { pattern, value } => self.let_condition(*pattern, value),
            Shape::Return(value) => {
                self.page.text("return");
                let Some(value) = value else { return Ok(()) };
                self.page.text(" ");
                self.shaped(value)
            }
        }
    }

    /// Prints a chain of calls and fields inside of its box.
    fn chain(&mut self, shape: &Shape<'t>, starts_line: bool, is_outermost: bool) -> Printed {
        match shape {
            Shape::Method { receiver, name, arguments } => {
                self.chain(receiver, starts_line, false)?;
                self.break_before_dot(receiver, starts_line);
                self.page.text(".");
                self.jump(*name, |p| {
                    p.word()?;
                    if p.take("::") {
                        p.page.text("::");
                        p.angle_arguments()?;
                    }
                    Ok(())
                })?;
                let is_unindented = is_outermost && starts_line && receiver.is_short(self);
                self.page.consistent(if is_unindented { -INDENT } else { 0 });
                self.call_arguments(*arguments)?;
                self.page.end();
                Ok(())
            }
            Shape::Field(base, name) => {
                self.chain(base, starts_line, false)?;
                self.break_before_dot(base, starts_line);
                self.page.text(".");
                self.page.text(name);
                Ok(())
            }
            Shape::Await(base) => {
                self.chain(base, starts_line, false)?;
                self.break_before_dot(base, starts_line);
                self.page.text(".await");
                Ok(())
            }
            Shape::Call { function, arguments } => {
                self.chain(function, false, false)?;
                self.call_arguments(*arguments)
            }
            Shape::Index(inner, index) => {
                self.chain(inner, starts_line, false)?;
                self.index(*index)
            }
            Shape::Try(inner) => {
                self.chain(inner, starts_line, false)?;
                self.page.text("?");
                Ok(())
            }
            _ => {
                self.page.consistent(-INDENT);
                self.shaped(shape)?;
                self.page.end();
                Ok(())
            }
        }
    }

    fn break_before_dot(&mut self, base: &Shape<'t>, starts_line: bool) {
        if starts_line && base.is_short(self) {
            return;
        }
        let unbroken = self.page.ends_with_dot().then_some(' ');
        self.page.break_with(Break { unbroken, ..Break::default() });
    }

    fn index(&mut self, group: usize) -> Printed {
        self.page.text("[");
        self.jump(group, |p| p.inside(Delimiter::Bracket, Self::expression))?;
        self.page.text("]");
        Ok(())
    }

    fn call_arguments(&mut self, group: usize) -> Printed {
        self.page.text("(");
        self.jump(group, |p| p.inside(Delimiter::Parenthesis, Self::arguments_of_call))?;
        self.page.text(")");
        Ok(())
    }

    fn arguments_of_call(&mut self) -> Printed {
        let first = match self.is_end() {
            true => None,
            false => Some((self.shape()?, self.is_last()?)),
        };
        if let Some((only, true)) = &first
            && only.is_blocklike()
        {
            return self.shaped(only);
        }
        self.page.consistent(INDENT);
        self.page.zero_break();
        if let Some((first, is_last)) = first {
            self.shaped(&first)?;
            self.page.comma(is_last);
            self.elements(Self::expression)?;
        }
        self.page.offset(-INDENT);
        self.page.end();
        Ok(())
    }

    fn array(&mut self) -> Printed {
        if self.is_empty(self.at) {
            self.page.text("[]");
            return Ok(());
        }
        if self.is_array_of_numbers() {
            return self.array_of_numbers();
        }
        self.page.text("[");
        self.page.consistent(INDENT);
        self.page.zero_break();
        self.inside(Delimiter::Bracket, |p| p.elements(Self::expression))?;
        self.page.offset(-INDENT);
        self.page.end();
        self.page.text("]");
        Ok(())
    }

    /// Whether the array that comes next has only integers, booleans and characters.
    fn is_array_of_numbers(&self) -> bool {
        let close = self.token().close();
        (self.at + 1..close).all(|at| {
            let token = self.tokens.at(at);
            let text = self.tokens.text(token);
            match token.kind {
                Kind::Mark => text == ",",
                Kind::Word => matches!(text, "true" | "false"),
                Kind::Literal => is_integer(text) || text.starts_with(['\'']),
                _ => false,
            }
        })
    }

    fn array_of_numbers(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.page.text("[");
        self.page.zero_break();
        self.page.inconsistent(0);
        self.inside(Delimiter::Bracket, |p| {
            while !p.is_end() {
                p.literal()?;
                if !p.is_last()? {
                    p.page.text(",");
                    p.page.space();
                }
            }
            Ok(())
        })?;
        self.page.end();
        self.page.comma(true);
        self.page.offset(-INDENT);
        self.page.text("]");
        self.page.end();
        Ok(())
    }

    fn struct_expression(&mut self, path: usize, fields: usize) -> Printed {
        self.page.consistent(INDENT);
        self.page.inconsistent(-INDENT);
        self.jump(path, |p| p.path(Place::Expression))?;
        self.page.end();
        self.page.text(" {");
        self.page.space_between();
        self.jump(fields, |p| p.inside(Delimiter::Brace, Self::fields_of_expression))?;
        self.page.offset(-INDENT);
        self.page.end_within(STRUCT_WIDTH);
        self.page.text("}");
        Ok(())
    }

    fn fields_of_expression(&mut self) -> Printed {
        while !self.is_end() {
            if self.take("..") {
                self.page.text("..");
                self.expression()?;
                self.page.space();
                return Ok(());
            }
            self.word()?;
            if self.take(":") {
                self.page.text(": ");
                self.page.inconsistent(0);
                self.expression()?;
                self.page.end();
            }
            let is_last = self.is_last()?;
            self.page.comma_in_braces(is_last);
        }
        Ok(())
    }

    fn binary_expression(
        &mut self,
        left: &Shape<'t>,
        operator: &'static str,
        right: &Shape<'t>,
    ) -> Printed {
        self.page.inconsistent(INDENT);
        self.page.inconsistent(-INDENT);
        self.shaped(left)?;
        self.page.end();
        self.page.space();
        self.page.text(operator);
        self.page.text(" ");
        self.shaped(right)?;
        self.page.end();
        Ok(())
    }

    fn cast(&mut self, inner: &Shape<'t>, ty: usize) -> Printed {
        self.page.inconsistent(INDENT);
        self.page.inconsistent(-INDENT);
        self.shaped(inner)?;
        self.page.end();
        self.page.space();
        self.page.text("as ");
        self.jump(ty, Self::ty)?;
        self.page.end();
        Ok(())
    }

    fn closure_expression(
        &mut self,
        is_move: bool,
        parameters: usize,
        body: &Shape<'t>,
    ) -> Printed {
        self.page.inconsistent(0);
        if is_move {
            self.page.text("move ");
        }
        self.page.consistent(INDENT);
        self.page.text("|");
        self.jump(parameters, Self::parameters_of_closure)?;
        self.page.text("|");
        self.page.space();
        self.page.offset(-INDENT);
        self.page.end();
        self.page.never_break();
        let is_plain =
            body.is_blocklike() || matches!(body, Shape::Match { .. } | Shape::Call { .. });
        match is_plain {
            true => self.shaped(body)?,
            false => self.braced_if_broken(body, false)?,
        }
        self.page.end();
        Ok(())
    }

    fn parameters_of_closure(&mut self) -> Printed {
        if self.take("||") {
            return Ok(());
        }
        self.expect("|")?;
        if !self.is("|") {
            self.page.zero_break();
        }
        while !self.is("|") {
            self.single_pattern()?;
            if self.take(":") {
                self.page.text(": ");
                self.ty()?;
            }
            if self.take(",") && !self.is("|") {
                self.page.text(",");
                self.page.space();
            }
        }
        Ok(())
    }

    /// Prints the body of a closure or an arm, which gets braces if it does not fit on the line.
    fn braced_if_broken(&mut self, body: &Shape<'t>, is_arm: bool) -> Printed {
        self.page.consistent(INDENT);
        let is_braced = body.can_be_braced();
        let before = Some(if is_braced { '{' } else { '(' });
        self.page.break_with(Break { before, ..Break::default() });
        self.shaped_at(body, is_arm)?;
        let after = match (is_braced, is_arm) {
            (true, _) => "}",
            (false, true) => "),",
            (false, false) => ")",
        };
        self.page.break_with(Break {
            offset: -INDENT,
            before: (is_braced && body.gets_semicolon()).then_some(';'),
            after,
            unbroken: (is_arm && !body.is_with_block()).then_some(','),
            ..Break::default()
        });
        self.page.end();
        Ok(())
    }

    fn if_expression(&mut self, shape: &Shape<'t>) -> Printed {
        self.page.consistent(INDENT);
        let mut next = Some(shape);
        let mut is_first = true;
        while let Some(branch) = next {
            let Shape::If { condition, then, otherwise } = branch else {
                if let Shape::Block(group) = branch {
                    self.small_block(*group)?;
                }
                break;
            };
            self.page.text("if ");
            self.page.consistent(-INDENT);
            self.condition(condition)?;
            self.page.end();
            match otherwise {
                None if is_first => self.only_branch(*then)?,
                _ => self.small_block(*then)?,
            }
            if otherwise.is_some() {
                self.page.text(" else ");
            }
            next = otherwise.as_deref();
            is_first = false;
        }
        self.page.end();
        Ok(())
    }

    fn only_branch(&mut self, group: usize) -> Printed {
        if self.is_empty(group) {
            self.page.text("{}");
            return Ok(());
        }
        self.page.text("{");
        self.page.line();
        self.jump(group, |p| p.inside(Delimiter::Brace, Self::statements))?;
        self.page.offset(-INDENT);
        self.page.text("}");
        Ok(())
    }

    fn condition(&mut self, condition: &Shape<'t>) -> Printed {
        self.page.consistent(0);
        self.shaped(condition)?;
        if condition.wraps_before_block() {
            self.page.space();
        } else {
            self.page.text(" ");
        }
        self.page.end();
        Ok(())
    }

    fn let_condition(&mut self, pattern: usize, value: &Shape<'t>) -> Printed {
        self.page.inconsistent(0);
        self.page.text("let ");
        self.page.inconsistent(0);
        self.jump(pattern, Self::pattern)?;
        self.page.end();
        self.page.text(" = ");
        self.page.never_break();
        self.page.inconsistent(0);
        self.shaped(value)?;
        self.page.end();
        self.page.end();
        Ok(())
    }

    fn match_expression(&mut self, value: &Shape<'t>, arms: usize) -> Printed {
        self.page.inconsistent(0);
        self.page.text("match ");
        self.condition(value)?;
        self.page.text("{");
        self.page.never_break();
        self.page.consistent(INDENT);
        self.page.line_between();
        self.jump(arms, |p| {
            p.inside(Delimiter::Brace, |p| {
                while !p.is_end() {
                    p.arm()?;
                    p.page.line();
                }
                Ok(())
            })
        })?;
        self.page.offset(-INDENT);
        self.page.end();
        self.page.text("}");
        self.page.end();
        Ok(())
    }

    fn arm(&mut self) -> Printed {
        self.attributes()?;
        self.page.inconsistent(0);
        self.pattern()?;
        if self.take("if") {
            self.page.text(" if ");
            self.expression()?;
        }
        self.expect("=>")?;
        self.page.text(" => ");
        let mut body = self.statement_shape()?;
        if !self.take(",") && !self.is_end() && !body.is_with_block() {
            return self.fail("a comma");
        }
        while let Shape::Block(group) = body
            && let Some(only) = self.only_expression(group)?
        {
            body = only;
        }
        match &body {
            Shape::Block(group) => self.block_of_arm(*group)?,
            Shape::Tuple(group) if self.is_empty(*group) => self.page.text("{}"),
            _ => {
                self.page.never_break();
                self.braced_if_broken(&body, true)?;
            }
        }
        self.page.end();
        Ok(())
    }

    fn block_of_arm(&mut self, group: usize) -> Printed {
        self.page.text("{");
        self.page.never_break();
        self.page.consistent(INDENT);
        self.page.line_between();
        self.jump(group, |p| p.inside(Delimiter::Brace, Self::statements))?;
        self.page.offset(-INDENT);
        self.page.end();
        self.page.text("}");
        Ok(())
    }
}

/// Whether a literal is an integer.
fn is_integer(literal: &str) -> bool {
    let is_radix = ["0x", "0b", "0o"].iter().any(|prefix| literal.starts_with(prefix));
    let is_number = literal.starts_with(|first: char| first.is_ascii_digit());
    let is_float = literal.contains(['.', 'e', 'E']) && !literal.ends_with("size");
    is_number && (is_radix || !is_float && !literal.ends_with("f32") && !literal.ends_with("f64"))
}
