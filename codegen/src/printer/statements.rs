//! Statements and blocks.

use super::page::INDENT;
use super::shape::Shape;
use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind};

impl<'t> Printer<'t> {
    /// Prints the statements of a block.
    pub(super) fn statements(&mut self) -> Printed {
        while !self.is_end() {
            self.statement()?;
        }
        Ok(())
    }

    fn statement(&mut self) -> Printed {
        if self.take(";") {
            return Ok(());
        }
        if self.is_item() {
            return self.item();
        }
        if self.is("#") {
            self.attributes()?;
        }
        if self.is("let") {
            return self.let_statement();
        }
        let start = self.at;
        let shape = self.statement_shape()?;
        let has_semicolon = self.take(";");
        let is_done = has_semicolon || self.is_end() || shape.is_with_block();
        if let Shape::Macro { is_block, .. } = shape
            && (is_block || has_semicolon)
        {
            self.jump(start, |p| p.macro_call().map(drop))?;
            if has_semicolon {
                self.page.text(";");
            }
            self.page.line();
            return Ok(());
        }
        if !is_done {
            return self.fail("a semicolon");
        }
        self.page.inconsistent(0);
        self.shaped_at(&shape, true)?;
        let is_terminated = match has_semicolon {
            true => !shape.loses_semicolon(),
            false => shape.gets_semicolon(),
        };
        if is_terminated {
            self.page.text(";");
        }
        self.page.end();
        self.page.line();
        Ok(())
    }

    fn let_statement(&mut self) -> Printed {
        self.expect("let")?;
        self.page.inconsistent(0);
        self.page.text("let ");
        self.single_pattern()?;
        if self.take(":") {
            self.page.text(": ");
            self.ty()?;
        }
        if self.take("=") {
            self.page.text(" = ");
            self.page.never_break();
            self.expression()?;
        }
        if self.take("else") {
            self.page.space();
            self.page.text("else ");
            self.page.end();
            self.page.never_break();
            self.page.consistent(INDENT);
            let group = self.group();
            self.small_block(group)?;
        }
        self.page.end();
        self.expect(";")?;
        self.page.text(";");
        self.page.line();
        Ok(())
    }

    /// Whether an item comes next, perhaps after attributes.
    fn is_item(&self) -> bool {
        let mut at = self.at;
        while self.tokens.text(self.tokens.at(at)) == "#" {
            at = self.tokens.at(at + 1).close() + 1;
        }
        let (token, next) = (self.tokens.at(at), self.tokens.at(at + 1));
        token.kind == Kind::Word
            && match self.tokens.text(token) {
                "const" => next.kind == Kind::Word,
                "async" => self.tokens.text(next) == "fn",
                "enum" | "fn" | "impl" | "mod" | "pub" | "static" | "struct" | "trait" | "type"
                | "use" => true,
                _ => false,
            }
    }

    /// The expression that is everything in the block at a position, if there is one.
    pub(super) fn only_expression(&mut self, group: usize) -> Printed<Option<Shape<'t>>> {
        self.jump(group + 1, |p| {
            if p.is_end() || p.is_item() || p.is("#") || p.is("let") || p.is(";") {
                return Ok(None);
            }
            let shape = p.statement_shape()?;
            let is_statement = !p.is_end() || matches!(shape, Shape::Macro { is_block: true, .. });
            Ok((!is_statement).then_some(shape))
        })
    }

    /// Prints the block at a position in a box of its own.
    pub(super) fn boxed_block(&mut self, group: usize) -> Printed {
        self.page.consistent(INDENT);
        self.small_block(group)?;
        self.page.end();
        Ok(())
    }

    /// Prints the block at a position, on one line if it is a short expression.
    pub(super) fn small_block(&mut self, group: usize) -> Printed {
        self.page.text("{");
        if !self.is_empty(group) {
            self.page.space();
            if let Some(only) = self.only_expression(group)? {
                self.page.inconsistent(0);
                self.shaped_at(&only, true)?;
                self.page.end();
                self.page.space();
            } else {
                self.jump(group, |p| p.inside(Delimiter::Brace, Self::statements))?;
            }
            self.page.offset(-INDENT);
        }
        self.page.text("}");
        Ok(())
    }
}
