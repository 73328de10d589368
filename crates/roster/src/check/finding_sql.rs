//! A query whose rows are findings.

use formats::Table;
use model::{Rule, Severity};

use crate::sql;
use crate::workbench::Workbench;

/// What findings consist of, each part an expression over the rows they are about.
#[derive(Debug, Clone)]
pub(crate) struct FindingSql {
    severity: String,
    code: String,
    entity: String,
    file: String,
    line: String,
    record: String,
    field: String,
    value: String,
    message: String,
    cause: [String; 4],
}

impl FindingSql {
    /// Findings of `rule` about rows of `table`, called `alias` in the query.
    pub(crate) fn new(
        bench: &Workbench<'_>,
        table: Table,
        alias: &str,
        rule: Rule,
        severity: Severity,
    ) -> Self {
        let null = || "NULL".to_owned();
        Self {
            severity: sql::text(severity.as_str()),
            code: sql::text(rule.code()),
            entity: sql::text(table.name()),
            file: bench.files.name(table),
            line: sql::of(alias, "line"),
            record: sql::record(table, alias),
            field: null(),
            value: null(),
            message: null(),
            cause: [null(), null(), null(), null()],
        }
    }

    /// The column they are about, and what stood there.
    pub(crate) fn about(mut self, header: String, value: impl Into<String>) -> Self {
        self.field = header;
        self.value = value.into();
        self
    }

    /// The message, as text.
    pub(crate) fn saying(self, message: &str) -> Self {
        self.saying_sql(sql::text(message))
    }

    /// The message, as an expression.
    pub(crate) fn saying_sql(mut self, message: String) -> Self {
        self.message = message;
        self
    }

    /// The rule and the severity, as expressions.
    pub(crate) fn coded(mut self, code: String, severity: String) -> Self {
        self.code = code;
        self.severity = severity;
        self
    }

    /// The root, from a relation of roots.
    pub(crate) fn caused_by(mut self, roots: &str) -> Self {
        let column = |name| sql::of(roots, name);
        self.cause = ["cause_rule", "cause_file", "cause_line", "cause_record"].map(column);
        self
    }

    /// The query; `from` is everything from `FROM` on.
    pub(crate) fn select(&self, from: &str) -> String {
        let Self { severity, code, entity, file, line, record, field, value, message, cause } = self;
        let [cause_rule, cause_file, cause_line, cause_record] = cause;
        format!(
            "SELECT {severity} AS severity, {code} AS code, {entity} AS entity, {file} AS file, {line} AS line,
                 {record} AS record, {field} AS field, {value} AS value, {message} AS message,
                 {cause_rule} AS cause_rule, {cause_file} AS cause_file, {cause_line} AS cause_line,
                 {cause_record} AS cause_record
             {from}"
        )
    }
}
