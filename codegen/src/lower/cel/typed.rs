//! Type-checks expressions.

use std::fmt;

use cel_core_parser::{BinaryOp, Expr, SpannedExpr, UnaryOp};

use super::Rejection;
use super::literal::{literal, widened};
use crate::ir::{Comparison, Expression, FieldType, Literal, Pattern, Scalar, TextTest, Type};

/// The type of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CelType {
    Bool,
    Int,
    Uint,
    Double,
    Text,
    Bytes,
    Duration,
    Timestamp,
    List,
    Map,
    Message,
}

impl CelType {
    /// Returns the type of `this` for a schema type. Enums are integers.
    pub(super) const fn of(ty: FieldType) -> Self {
        match ty {
            FieldType::Repeated(_) => Self::List,
            FieldType::Map(..) => Self::Map,
            FieldType::Single(Type::Message(_)) => Self::Message,
            FieldType::Single(Type::Enum(_)) => Self::Int,
            FieldType::Single(Type::Scalar(scalar)) => match scalar {
                Scalar::String => Self::Text,
                Scalar::Bool => Self::Bool,
                Scalar::Bytes => Self::Bytes,
                Scalar::Int32 | Scalar::Int64 => Self::Int,
                Scalar::Uint32 | Scalar::Uint64 => Self::Uint,
                Scalar::Float | Scalar::Double => Self::Double,
                Scalar::Timestamp => Self::Timestamp,
                Scalar::Duration => Self::Duration,
            },
        }
    }

    /// Whether values of the type can be compared.
    const fn is_ordered(self) -> bool {
        !matches!(self, Self::Bytes | Self::List | Self::Map | Self::Message)
    }
}

impl fmt::Display for CelType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bool => "a boolean",
            Self::Int => "an integer",
            Self::Uint => "an unsigned integer",
            Self::Double => "a floating-point number",
            Self::Text => "a string",
            Self::Bytes => "bytes",
            Self::Duration => "a duration",
            Self::Timestamp => "a timestamp",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Message => "a message",
        })
    }
}

type Typed = (Expression, CelType);

/// Type-checks the expressions of a rule.
pub(super) struct Typing {
    /// The type of `this`.
    pub(super) this: CelType,
}

impl Typing {
    pub(super) fn expression(&self, of: &SpannedExpr) -> Result<Typed, Rejection> {
        if let Some((literal, ty)) = literal(of)? {
            return Ok((Expression::Literal(literal), ty));
        }
        match &of.node {
            Expr::Ident(name) if name == "this" => Ok((Expression::This, self.this)),
            Expr::Ident(name) => {
                Err(Rejection::new(of, format!("unknown variable `{name}`, expected `this`")))
            }
            Expr::Unary { op: UnaryOp::Not, expr } => {
                let condition = self.expect(expr, CelType::Bool)?;
                Ok((Expression::Not(Box::new(condition)), CelType::Bool))
            }
            Expr::Binary { op, left, right } => self.binary(of, *op, left, right),
            Expr::Call { expr, args } => self.call(of, expr, args),
            _ => Err(unsupported(of)),
        }
    }

    /// Checks that an expression has the type `wanted`.
    fn expect(&self, of: &SpannedExpr, wanted: CelType) -> Result<Expression, Rejection> {
        match self.expression(of)? {
            (expression, ty) if ty == wanted => Ok(expression),
            (_, ty) => Err(Rejection::new(of, format!("expected {wanted}, found {ty}"))),
        }
    }

    fn binary(
        &self,
        of: &SpannedExpr,
        op: BinaryOp,
        left: &SpannedExpr,
        right: &SpannedExpr,
    ) -> Result<Typed, Rejection> {
        let comparison = match op {
            BinaryOp::And | BinaryOp::Or => {
                let left = Box::new(self.expect(left, CelType::Bool)?);
                let right = Box::new(self.expect(right, CelType::Bool)?);
                let and = op == BinaryOp::And;
                let joined = if and { Expression::And } else { Expression::Or }(left, right);
                return Ok((joined, CelType::Bool));
            }
            BinaryOp::In => return self.membership(left, right),
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
        let (left, right) = self.same_type(of, left, right)?;
        Ok((Expression::Compare(comparison, Box::new(left), Box::new(right)), CelType::Bool))
    }

    /// Checks both sides of a comparison. A number literal takes the type of the other side.
    fn same_type(
        &self,
        of: &SpannedExpr,
        left: &SpannedExpr,
        right: &SpannedExpr,
    ) -> Result<(Expression, Expression), Rejection> {
        let (mut left, left_type) = self.expression(left)?;
        let (mut right, right_type) = self.expression(right)?;
        let widened = match (&mut left, &mut right) {
            (Expression::Literal(_), Expression::Literal(_)) => {
                return Err(Rejection::new(of, "both sides are constants"));
            }
            (Expression::Literal(literal), _) => widen(literal, right_type),
            (_, Expression::Literal(literal)) => widen(literal, left_type),
            _ => left_type == right_type,
        };
        if !widened {
            let reason = format!("{left_type} cannot be compared with {right_type}");
            return Err(Rejection::new(of, reason));
        }
        let ty = if matches!(left, Expression::Literal(_)) { right_type } else { left_type };
        if !ty.is_ordered() {
            return Err(Rejection::new(of, format!("{ty} cannot be compared")));
        }
        Ok((left, right))
    }

    fn membership(&self, left: &SpannedExpr, right: &SpannedExpr) -> Result<Typed, Rejection> {
        let Expr::List(elements) = &right.node else {
            return Err(Rejection::new(right, "expected a list of constants"));
        };
        let (value, ty) = self.expression(left)?;
        if matches!(value, Expression::Literal(_)) {
            return Err(Rejection::new(left, "expected a value, found a constant"));
        }
        let constant = |element: &SpannedExpr| {
            let constant = literal(element)?.and_then(|(literal, _)| widened(&literal, ty));
            constant.ok_or_else(|| Rejection::new(element, format!("expected {ty} constant")))
        };
        let constants: Vec<Literal> = elements.iter().map(constant).collect::<Result<_, _>>()?;
        if constants.is_empty() {
            return Err(Rejection::new(right, "the list is empty"));
        }
        Ok((Expression::In(Box::new(value), constants), CelType::Bool))
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
        let test = match (name, args) {
            ("size", []) => return self.size(target),
            ("matches", [pattern]) => return self.matches(target, pattern),
            ("startsWith", [_]) => TextTest::StartsWith,
            ("endsWith", [_]) => TextTest::EndsWith,
            ("contains", [_]) => TextTest::Contains,
            _ => return Err(unsupported(of)),
        };
        let text = Box::new(self.expect(target, CelType::Text)?);
        let [part] = args else { return Err(unsupported(of)) };
        let part = Box::new(self.expect(part, CelType::Text)?);
        Ok((Expression::Text(test, text, part), CelType::Bool))
    }

    fn size(&self, target: &SpannedExpr) -> Result<Typed, Rejection> {
        let size = match self.expression(target)? {
            (text, CelType::Text) => Expression::Characters(Box::new(text)),
            (_, CelType::Bytes | CelType::List | CelType::Map) => Expression::Length,
            (_, ty) => return Err(Rejection::new(target, format!("{ty} has no size"))),
        };
        Ok((size, CelType::Int))
    }

    fn matches(&self, target: &SpannedExpr, pattern: &SpannedExpr) -> Result<Typed, Rejection> {
        let text = self.expect(target, CelType::Text)?;
        let Expr::String(source) = &pattern.node else {
            return Err(Rejection::new(pattern, "expected a string literal"));
        };
        match Pattern::new(source) {
            Ok(pattern) => Ok((Expression::Matches(Box::new(text), pattern), CelType::Bool)),
            Err(error) => {
                Err(Rejection::new(pattern, format!("invalid regular expression: {error}")))
            }
        }
    }
}

/// Converts a constant to the type of the other side. Returns `false` if that is not possible.
fn widen(literal: &mut Literal, ty: CelType) -> bool {
    widened(literal, ty).map(|wide| *literal = wide).is_some()
}

fn unsupported(of: &SpannedExpr) -> Rejection {
    Rejection::new(of, "not supported in rules")
}
