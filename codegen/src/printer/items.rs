//! Items, and the items of implementations and traits.

use super::page::INDENT;
use super::types::Place;
use super::{Printed, Printer};
use crate::tokens::{Delimiter, Kind};

impl Printer<'_> {
    /// Prints the items of a file.
    pub(super) fn file(&mut self) -> Printed {
        self.page.consistent(0);
        self.inner_attributes()?;
        self.items()?;
        self.page.end();
        Ok(())
    }

    fn items(&mut self) -> Printed {
        while !self.is_end() {
            self.item()?;
        }
        Ok(())
    }

    /// Prints an item with its attributes.
    pub(super) fn item(&mut self) -> Printed {
        self.attributes()?;
        match self.keyword() {
            "use" => self.use_item()?,
            "const" if self.is_function() => self.function()?,
            "fn" | "async" => self.function()?,
            "const" | "static" => self.constant()?,
            "type" => self.type_item()?,
            "mod" => self.module()?,
            "struct" => self.struct_item()?,
            "enum" => self.enum_item()?,
            "trait" => self.trait_item()?,
            "impl" => self.implementation()?,
            _ if self.kind() == Kind::Word => self.macro_item()?,
            _ => return self.fail("an item"),
        }
        self.page.line();
        Ok(())
    }

    /// The keyword of the item that comes next, after its visibility.
    fn keyword(&self) -> &str {
        let mut places = usize::from(self.is("pub"));
        let next = self.tokens.at(self.at + places);
        if places == 1 && next.kind == Kind::Open(Delimiter::Parenthesis) {
            places += next.close() + 1 - (self.at + places);
        }
        self.text_after(places)
    }

    /// Whether `const` starts a function.
    fn is_function(&self) -> bool {
        let mut at = self.at;
        while self.tokens.text(self.tokens.at(at)) != "const" {
            at += 1;
        }
        matches!(self.tokens.text(self.tokens.at(at + 1)), "fn" | "async")
    }

    fn visibility(&mut self) -> Printed {
        if !self.take("pub") {
            return Ok(());
        }
        if !self.is_group(Delimiter::Parenthesis) {
            self.page.text("pub ");
            return Ok(());
        }
        self.page.text("pub(");
        self.inside(Delimiter::Parenthesis, |p| {
            p.print_if("in", "in ");
            p.path(Place::Simple)
        })?;
        self.page.text(") ");
        Ok(())
    }

    fn use_item(&mut self) -> Printed {
        self.visibility()?;
        self.expect("use")?;
        self.page.text("use ");
        self.print_if("::", "::");
        self.use_tree()?;
        self.semicolon()
    }

    /// Prints a part of an import. Returns whether it ends in a group.
    fn use_tree(&mut self) -> Printed<bool> {
        loop {
            if self.take("*") {
                self.page.text("*");
                return Ok(false);
            }
            if self.is_group(Delimiter::Brace) {
                self.use_group()?;
                return Ok(true);
            }
            self.word()?;
            if self.take("as") {
                self.page.text(" as ");
                self.word()?;
                return Ok(false);
            }
            if !self.take("::") {
                return Ok(false);
            }
            self.page.text("::");
        }
    }

    fn use_group(&mut self) -> Printed {
        let is_single = self.mute(|p| {
            let at = p.at;
            let is_single = p.inside(Delimiter::Brace, |p| {
                let is_self = p.is("self");
                p.use_tree()?;
                let is_single = p.is_last()? && !is_self;
                while !p.is_end() {
                    p.at += 1;
                }
                Ok(is_single)
            })?;
            p.at = at;
            Ok(is_single)
        })?;
        if is_single {
            return self.inside(Delimiter::Brace, |p| {
                p.use_tree()?;
                p.is_last().map(drop)
            });
        }
        self.page.consistent(INDENT);
        self.page.text("{");
        self.page.zero_break();
        self.page.inconsistent(0);
        self.inside(Delimiter::Brace, |p| {
            while !p.is_end() {
                let is_group = p.use_tree()?;
                if p.is_last()? {
                    break;
                }
                p.page.text(",");
                if is_group { p.page.line() } else { p.page.space() }
            }
            Ok(())
        })?;
        self.page.end();
        self.page.comma(true);
        self.page.offset(-INDENT);
        self.page.text("}");
        self.page.end();
        Ok(())
    }

    fn semicolon(&mut self) -> Printed {
        self.expect(";")?;
        self.page.text(";");
        Ok(())
    }

    /// Prints a constant or a static, which may have no value in a trait.
    fn constant(&mut self) -> Printed {
        self.page.consistent(0);
        self.visibility()?;
        if self.take("static") {
            self.page.text("static ");
        } else {
            self.expect("const")?;
            self.page.text("const ");
        }
        self.word()?;
        self.expect(":")?;
        self.page.text(": ");
        self.ty()?;
        if self.take("=") {
            self.page.text(" = ");
            self.page.never_break();
            self.expression()?;
        }
        self.semicolon()?;
        self.page.end();
        Ok(())
    }

    /// Prints a type alias, or an associated type.
    fn type_item(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.visibility()?;
        self.expect("type")?;
        self.page.text("type ");
        self.word()?;
        self.generics()?;
        if self.take(":") {
            self.page.text(": ");
            self.joined_bounds()?;
        }
        if self.take("=") {
            self.page.text(" = ");
            self.page.never_break();
            self.page.inconsistent(-INDENT);
            self.ty()?;
            self.page.end();
        }
        self.semicolon()?;
        self.page.end();
        Ok(())
    }

    fn module(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.visibility()?;
        self.expect("mod")?;
        self.page.text("mod ");
        self.word()?;
        if self.is(";") {
            self.semicolon()?;
            self.page.end();
            return Ok(());
        }
        self.page.text(" ");
        self.body(|p| {
            p.inner_attributes()?;
            p.items()
        })
    }

    /// Prints a block of members, and ends the box of the item.
    fn body(&mut self, members: impl FnOnce(&mut Self) -> Printed) -> Printed {
        self.page.text("{");
        self.page.line_between();
        self.inside(Delimiter::Brace, members)?;
        self.page.offset(-INDENT);
        self.page.end();
        self.page.text("}");
        Ok(())
    }

    fn struct_item(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.visibility()?;
        self.expect("struct")?;
        self.page.text("struct ");
        self.word()?;
        self.generics()?;
        if self.is("where") || self.kind_is_brace() {
            self.where_before_body()?;
            return self.body(|p| {
                while !p.is_end() {
                    p.field()?;
                    p.is_last()?;
                    p.page.text(",");
                    p.page.line();
                }
                Ok(())
            });
        }
        if self.is_group(Delimiter::Parenthesis) {
            self.unnamed_fields()?;
        }
        self.where_before_semicolon()?;
        self.page.end();
        Ok(())
    }

    pub(super) fn kind_is_brace(&self) -> bool {
        self.is_group(Delimiter::Brace)
    }

    /// Prints a named field.
    fn field(&mut self) -> Printed {
        self.attributes()?;
        self.visibility()?;
        self.word()?;
        self.expect(":")?;
        self.page.text(": ");
        self.ty()
    }

    fn unnamed_fields(&mut self) -> Printed {
        self.page.text("(");
        self.page.zero_break();
        self.inside(Delimiter::Parenthesis, |p| {
            p.elements(|p| {
                p.attributes()?;
                p.visibility()?;
                p.ty()
            })
        })?;
        self.page.offset(-INDENT);
        self.page.text(")");
        Ok(())
    }

    fn enum_item(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.visibility()?;
        self.expect("enum")?;
        self.page.text("enum ");
        self.word()?;
        self.generics()?;
        self.where_before_body()?;
        self.body(|p| {
            while !p.is_end() {
                p.variant()?;
                p.is_last()?;
                p.page.text(",");
                p.page.line();
            }
            Ok(())
        })
    }

    fn variant(&mut self) -> Printed {
        self.attributes()?;
        self.word()?;
        match self.kind() {
            Kind::Open(Delimiter::Parenthesis) => {
                self.page.consistent(INDENT);
                self.unnamed_fields()?;
                self.page.end();
            }
            Kind::Open(Delimiter::Brace) => {
                self.page.text(" {");
                self.page.consistent(INDENT);
                self.page.space();
                self.inside(Delimiter::Brace, |p| {
                    while !p.is_end() {
                        p.field()?;
                        let is_last = p.is_last()?;
                        p.page.comma_in_braces(is_last);
                    }
                    Ok(())
                })?;
                self.page.offset(-INDENT);
                self.page.end();
                self.page.text("}");
            }
            _ => {}
        }
        if self.take("=") {
            self.page.text(" = ");
            self.expression()?;
        }
        Ok(())
    }

    fn trait_item(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.visibility()?;
        self.expect("trait")?;
        self.page.text("trait ");
        self.word()?;
        self.generics()?;
        if self.take(":") {
            self.page.text(": ");
            self.joined_bounds()?;
        }
        self.where_before_body()?;
        self.body(Self::items)
    }

    fn implementation(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.page.inconsistent(-INDENT);
        self.page.consistent(INDENT);
        self.expect("impl")?;
        self.page.text("impl");
        self.generics()?;
        self.page.end();
        self.page.text(" ");
        self.ty()?;
        if self.take("for") {
            self.page.space();
            self.page.text("for ");
            self.ty()?;
        }
        self.page.end();
        self.where_before_body()?;
        self.body(|p| {
            p.inner_attributes()?;
            p.items()
        })
    }

    fn macro_item(&mut self) -> Printed {
        if self.macro_call()? {
            self.take(";");
            self.page.text(";");
        }
        Ok(())
    }

    fn function(&mut self) -> Printed {
        self.page.consistent(INDENT);
        self.visibility()?;
        self.print_if("const", "const ");
        self.print_if("async", "async ");
        self.expect("fn")?;
        self.page.text("fn ");
        self.word()?;
        self.generics()?;
        self.page.text("(");
        self.page.never_break();
        self.page.consistent(0);
        self.page.zero_break();
        self.inside(Delimiter::Parenthesis, |p| p.elements(Self::parameter_of_function))?;
        self.page.offset(-INDENT);
        self.page.end();
        self.page.text(")");
        self.page.consistent(-INDENT);
        self.return_type()?;
        self.page.end();
        if self.is_without_body() {
            self.where_before_semicolon()?;
            self.page.end();
            return Ok(());
        }
        self.where_before_body()?;
        self.body(Self::statements)
    }

    /// Whether the function has no body.
    fn is_without_body(&self) -> bool {
        let mut at = self.at;
        loop {
            let token = self.tokens.at(at);
            match token.kind {
                Kind::Open(Delimiter::Brace) | Kind::Close => return false,
                Kind::Open(_) => at = token.close() + 1,
                Kind::Mark if self.tokens.text(token) == ";" => return true,
                _ => at += 1,
            }
        }
    }

    fn parameter_of_function(&mut self) -> Printed {
        self.attributes()?;
        if self.is("&") && self.is_receiver() {
            self.expect("&")?;
            self.page.text("&");
            if self.kind() == Kind::Lifetime {
                self.lifetime()?;
                self.page.text(" ");
            }
            self.print_if("mut", "mut ");
            return self.word();
        }
        self.single_pattern()?;
        if self.take(":") {
            self.page.text(": ");
            self.ty()?;
        }
        Ok(())
    }

    /// Whether `self` comes after `&`, a lifetime and `mut`.
    fn is_receiver(&self) -> bool {
        let mut at = self.at + 1;
        at += usize::from(self.tokens.at(at).kind == Kind::Lifetime);
        at += usize::from(self.tokens.text(self.tokens.at(at)) == "mut");
        self.tokens.text(self.tokens.at(at)) == "self"
    }
}
