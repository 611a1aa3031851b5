//! Type-checks expressions.

use cel_core_parser::{BinaryOp, Expr, SpannedExpr, UnaryOp};

use super::Rejection;
use super::literal::{Literal, literal, widened};
use super::types::{CelType, Typed, pair};
use crate::ir::{Comparison, Condition, Integer, Membership, Operand, Operands, TextTest};
use crate::lower::pattern::compile_pattern;

/// Type-checks the expressions of a rule.
pub(super) struct Typing {
    /// The type of `this`.
    pub(super) this: CelType,
}

impl Typing {
    pub(super) fn expression(&self, of: &SpannedExpr) -> Result<Typed, Rejection> {
        if let Some((literal, _)) = literal(of)? {
            return Ok(Typed::constant(literal));
        }
        match &of.node {
            Expr::Ident(name) if name == "this" => Ok(Typed::this(self.this)),
            Expr::Ident(name) => {
                Err(Rejection::new(of, format!("unknown variable `{name}`, expected `this`")))
            }
            Expr::Unary { op: UnaryOp::Not, expr } => {
                Ok(Typed::Bool(Condition::Not(Box::new(self.condition(expr)?))))
            }
            Expr::Binary { op, left, right } => self.binary(of, *op, left, right).map(Typed::Bool),
            Expr::Call { expr, args } => self.call(of, expr, args),
            _ => Err(unsupported(of)),
        }
    }

    fn condition(&self, of: &SpannedExpr) -> Result<Condition, Rejection> {
        match self.expression(of)? {
            Typed::Bool(condition) => Ok(condition),
            other => Err(mismatch(of, CelType::Bool, &other)),
        }
    }

    fn text(&self, of: &SpannedExpr) -> Result<Operand<String>, Rejection> {
        match self.expression(of)? {
            Typed::Text(text) => Ok(text),
            other => Err(mismatch(of, CelType::Text, &other)),
        }
    }

    fn binary(
        &self,
        of: &SpannedExpr,
        op: BinaryOp,
        left: &SpannedExpr,
        right: &SpannedExpr,
    ) -> Result<Condition, Rejection> {
        let comparison = match op {
            BinaryOp::And | BinaryOp::Or => {
                let left = Box::new(self.condition(left)?);
                let right = Box::new(self.condition(right)?);
                let and = op == BinaryOp::And;
                return Ok(if and { Condition::And } else { Condition::Or }(left, right));
            }
            BinaryOp::In => return self.membership(left, right).map(Condition::In),
            BinaryOp::Eq => Comparison::Eq,
            BinaryOp::Ne => Comparison::Ne,
            BinaryOp::Lt => Comparison::Lt,
            BinaryOp::Le => Comparison::Le,
            BinaryOp::Gt => Comparison::Gt,
            BinaryOp::Ge => Comparison::Ge,
            BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod => {
                return Err(Rejection::new(of, "arithmetic is not supported"));
            }
        };
        Ok(Condition::Compare(comparison, self.operands(of, left, right)?))
    }

    /// Checks both sides of a comparison. A number literal takes the type of the other side.
    fn operands(
        &self,
        of: &SpannedExpr,
        left: &SpannedExpr,
        right: &SpannedExpr,
    ) -> Result<Operands, Rejection> {
        let (left_literal, left) = (literal(left)?, self.expression(left)?);
        let (right_literal, right) = (literal(right)?, self.expression(right)?);
        let (left_type, right_type) = (left.ty(), right.ty());
        let sides = match (left_literal, right_literal) {
            (Some(_), Some(_)) => return Err(Rejection::new(of, "both sides are constants")),
            (Some((literal, _)), None) => {
                widened(&literal, right_type).map(|wide| (Typed::constant(wide), right))
            }
            (None, Some((literal, _))) => {
                widened(&literal, left_type).map(|wide| (left, Typed::constant(wide)))
            }
            (None, None) => (left_type == right_type).then_some((left, right)),
        };
        let Some((left, right)) = sides else {
            let reason = format!("{left_type} cannot be compared with {right_type}");
            return Err(Rejection::new(of, reason));
        };
        let ty = left.ty();
        pair(left, right).ok_or_else(|| Rejection::new(of, format!("{ty} cannot be compared")))
    }

    fn membership(&self, left: &SpannedExpr, right: &SpannedExpr) -> Result<Membership, Rejection> {
        let Expr::List(elements) = &right.node else {
            return Err(Rejection::new(right, "expected a list of constants"));
        };
        let value = self.expression(left)?;
        if literal(left)?.is_some() {
            return Err(Rejection::new(left, "expected a value, found a constant"));
        }
        let Some(first) = elements.first() else {
            return Err(Rejection::new(right, "the list is empty"));
        };
        let list = Constants { elements, ty: value.ty() };
        macro_rules! constants {
            ($ty:ident) => {
                list.read(|constant| match constant {
                    Literal::$ty(value) => Some(value),
                    _ => None,
                })?
            };
        }
        Ok(match value {
            Typed::Bool(of) => Membership::Bool(Box::new(of), constants!(Bool)),
            Typed::Int(of) => Membership::Int(of, constants!(Int)),
            Typed::Uint(of) => Membership::Uint(of, constants!(Uint)),
            Typed::Double(of) => Membership::Double(of, constants!(Double)),
            Typed::Text(of) => Membership::Text(of, constants!(Text)),
            Typed::Duration(of) => Membership::Duration(of, constants!(Duration)),
            Typed::Timestamp(of) => Membership::Timestamp(of, constants!(Timestamp)),
            Typed::Bytes | Typed::List | Typed::Map | Typed::Message => {
                literal(first)?;
                return Err(list.wrong(first));
            }
        })
    }

    /// Checks a call. `function(target, arguments)` and `target.function(arguments)` are equivalent.
    fn call(
        &self,
        of: &SpannedExpr,
        callee: &SpannedExpr,
        args: &[SpannedExpr],
    ) -> Result<Typed, Rejection> {
        match (&callee.node, args) {
            (Expr::Ident(name), [target, args @ ..]) => self.function(of, name, target, args),
            (Expr::Member { expr, field }, args) => self.function(of, field, expr, args),
            _ => Err(unsupported(of)),
        }
    }

    fn function(
        &self,
        of: &SpannedExpr,
        name: &str,
        target: &SpannedExpr,
        args: &[SpannedExpr],
    ) -> Result<Typed, Rejection> {
        let (test, part) = match (name, args) {
            ("size", []) => return self.size(target).map(Typed::Int),
            ("matches", [pattern]) => return self.matches(target, pattern).map(Typed::Bool),
            ("startsWith", [part]) => (TextTest::StartsWith, part),
            ("endsWith", [part]) => (TextTest::EndsWith, part),
            ("contains", [part]) => (TextTest::Contains, part),
            _ => return Err(unsupported(of)),
        };
        let text = self.text(target)?;
        Ok(Typed::Bool(Condition::Text(test, text, self.text(part)?)))
    }

    fn size(&self, target: &SpannedExpr) -> Result<Integer, Rejection> {
        match self.expression(target)? {
            Typed::Text(text) => Ok(Integer::Characters(text)),
            Typed::Bytes | Typed::List | Typed::Map => Ok(Integer::Length),
            other => Err(Rejection::new(target, format!("{} has no size", other.ty()))),
        }
    }

    fn matches(&self, target: &SpannedExpr, pattern: &SpannedExpr) -> Result<Condition, Rejection> {
        let text = self.text(target)?;
        let Expr::String(source) = &pattern.node else {
            return Err(Rejection::new(pattern, "expected a string literal"));
        };
        match compile_pattern(source) {
            Ok(pattern) => Ok(Condition::Matches(text, pattern)),
            Err(error) => {
                Err(Rejection::new(pattern, format!("invalid regular expression: {error}")))
            }
        }
    }
}

/// The list of constants on the right of `in`, and the type of the value on the left.
struct Constants<'a> {
    elements: &'a [SpannedExpr],
    ty: CelType,
}

impl Constants<'_> {
    /// Reads every element. `value` takes a constant of the type apart.
    fn read<T>(&self, value: impl Fn(Literal) -> Option<T>) -> Result<Vec<T>, Rejection> {
        let read = |element: &SpannedExpr| {
            let constant = literal(element)?.and_then(|(literal, _)| widened(&literal, self.ty));
            constant.and_then(&value).ok_or_else(|| self.wrong(element))
        };
        self.elements.iter().map(read).collect()
    }

    fn wrong(&self, element: &SpannedExpr) -> Rejection {
        Rejection::new(element, format!("expected {} constant", self.ty))
    }
}

fn mismatch(of: &SpannedExpr, wanted: CelType, found: &Typed) -> Rejection {
    Rejection::new(of, format!("expected {wanted}, found {}", found.ty()))
}

fn unsupported(of: &SpannedExpr) -> Rejection {
    Rejection::new(of, "not supported in rules")
}
