use std::cell::Cell;
use std::io::{self, Read};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use super::scan::{Scan, scan};
use super::{Fault, MAX_RECORD_BYTES, Reader};

/// The records as `line: field | field`, with the defect before them, and the fault behind the last one.
fn read(source: impl Read) -> Vec<String> {
    let mut lines = Vec::new();
    let mut reader = match Reader::start(source) {
        Ok(reader) => reader,
        Err(fault) => return vec![format!("{fault:?}")],
    };
    loop {
        match reader.next_record() {
            Ok(Some(record)) => {
                let fields = record.fields().collect::<Vec<_>>().join(" | ");
                let defect = record.defect().map(|defect| format!("{defect:?} ")).unwrap_or_default();
                lines.push(format!("{defect}{}: {fields}", record.line()));
            }
            Ok(None) => return lines,
            Err(fault) => {
                lines.push(format!("{fault:?}"));
                return lines;
            }
        }
    }
}

/// Gives its bytes a few at a time, as a slow network does.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(3);
        self.0.read(&mut buffer[..count])
    }
}

#[test]
fn every_form_of_a_record_is_read_as_decided() {
    let cases: &[(&str, &[&str])] = &[
        ("a,b\n1,2\n", &["1: a | b", "2: 1 | 2"]),
        ("a,b\r\n1,2\r\n", &["1: a | b", "2: 1 | 2"]),
        ("a,b\r\n1,2\n3,4", &["1: a | b", "2: 1 | 2", "3: 3 | 4"]),
        ("", &[]),
        ("\n\r\n  \n", &[]),
        ("a\n\n\r\n \t\nb", &["1: a", "5: b"]),
        (",", &["1:  | "]),
        ("a,\n,b", &["1: a | ", "2:  | b"]),
        ("\u{feff}a,b", &["1: a | b"]),
        // Quotes as they should be.
        ("\"a,b\",c", &["1: a,b | c"]),
        ("\"\",\"\"\"\"", &["1:  | \""]),
        ("\"a \"\"b\"\" c\"", &["1: a \"b\" c"]),
        ("\"a\"\r\n\"b\"", &["1: a", "2: b"]),
        // Quotes as they are.
        ("a, \"b,c\"\t,d", &["1: a | b,c | d"]),
        ("5'11\",x\"y\",z", &["1: 5'11\" | x\"y\" | z"]),
        ("\"a\"b,c\nd", &["StrayQuote 1: ", "2: d"]),
        ("a,\"say \"hi\", ok\",c\nd", &["StrayQuote 1: a", "2: d"]),
        ("\"a\\\"b\",c\nd", &["StrayQuote 1: ", "2: d"]),
        ("a,\"b\" \"c\"", &["StrayQuote 1: a"]),
        // A forgotten closing quote costs its own line, not those up to the next quoted value.
        (
            "1,\"Foo,a\n2,Bar,b\n3,\"Baz\",c\n4,Qux,d",
            &["StrayQuote 1: 1", "2: 2 | Bar | b", "3: 3 | Baz | c", "4: 4 | Qux | d"],
        ),
        ("1,\"a\nb\",\"c\"d\n2,e", &["StrayQuote 1: 1 | a\nb", "3: 2 | e"]),
        // Line breaks that are part of a value.
        ("1,\"a\nb\",c\n2,d", &["LineBreak 1: 1 | a\nb | c", "3: 2 | d"]),
        ("1,\"a\r\n\r\nb\"\n2", &["LineBreak 1: 1 | a\r\n\r\nb", "4: 2"]),
        ("1,\"a\rb\"\n2", &["LineBreak 1: 1 | a\rb", "2: 2"]),
        ("1,a\rb,c\n2", &["LineBreak 1: 1 | a\rb | c", "2: 2"]),
        ("1,a\r\r\n2", &["LineBreak 1: 1 | a\r", "2: 2"]),
        ("1,a\r", &["LineBreak 1: 1 | a\r"]),
        // Quotes that never close.
        ("a\n1,\"b\n2,c\n", &["1: a", "OpenQuote { line: 2 }"]),
        ("a\n\"1\n2\",\"b\n", &["1: a", "OpenQuote { line: 3 }"]),
        ("\"", &["OpenQuote { line: 1 }"]),
        ("\"a\"\"", &["OpenQuote { line: 1 }"]),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text.as_bytes()), *expected, "{text:?}");
        assert_eq!(read(Trickle(text.as_bytes())), *expected, "{text:?} in trickles");
    }
}

#[test]
fn records_go_on_across_the_edges_of_the_window() {
    let table: Vec<Vec<String>> = (0..30_000)
        .map(|n: usize| vec![n.to_string(), "x".repeat(n % 97), format!("\"{}\", {n}", "é".repeat(n % 13))])
        .collect();
    let bytes = write(&table, ::csv::Terminator::CRLF);
    assert!(bytes.len() > 1 << 20);
    assert_eq!(values(&bytes), table);
}

#[test]
fn bytes_that_are_not_utf8_are_named_by_their_offset() {
    assert_eq!(read(&b"a,b\n1,\xe9t\xe9\n"[..]), ["1: a | b", "NotUtf8 { line: 2, offset: 6 }"]);
    assert_eq!(read(&b"\xef\xbb\xbfa\n\xff"[..]), ["1: a", "NotUtf8 { line: 2, offset: 5 }"]);
    assert_eq!(read(&b"a\n\xe2\x82"[..]), ["1: a", "NotUtf8 { line: 2, offset: 2 }"]);
    assert_eq!(read(&b"\xff\xfea\0"[..]), ["Utf16"]);
    assert_eq!(read(&b"\xfe\xff\0a"[..]), ["Utf16"]);
}

#[test]
fn a_record_may_be_as_long_as_the_limit_and_no_longer() {
    let outcome = |text: String| {
        read(text.as_bytes()).iter().map(|line| line.chars().take(24).collect()).collect::<Vec<String>>()
    };
    let longest = "x".repeat(MAX_RECORD_BYTES);
    for line_end in ["\n", "\r\n", ""] {
        let lines = outcome(format!("a\n{longest}{line_end}"));
        assert_eq!(lines, ["1: a", "2: xxxxxxxxxxxxxxxxxxxxx"]);
        assert_eq!(outcome(format!("a\n{longest}x{line_end}")), ["1: a", "TooLong { line: 2 }"]);
    }
    let quoted = "x".repeat(MAX_RECORD_BYTES - 2);
    assert_eq!(outcome(format!("\"{quoted}\"\r\nb")), ["1: xxxxxxxxxxxxxxxxxxxxx", "2: b"]);
    assert_eq!(outcome(format!("a\n\n\"\n{longest}\"")), ["1: a", "OpenQuote { line: 3 }"]);
}

/// Counts how much is taken from it.
struct Counted<'a, R>(R, &'a Cell<u64>);

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1.set(self.1.get() + count as u64);
        Ok(count)
    }
}

#[test]
fn an_endless_line_is_not_read_to_its_end() {
    for byte in [b'x', b'"', b',', b'\r'] {
        let taken = Cell::new(0);
        let source = Counted(io::repeat(byte).take(2 << 30), &taken);
        let mut reader = Reader::start(source).unwrap();
        assert!(matches!(
            reader.next_record(),
            Err(Fault::TooLong { line: 1 } | Fault::OpenQuote { line: 1 })
        ));
        assert!(taken.get() <= 4 * MAX_RECORD_BYTES as u64, "{byte}: {} bytes", taken.get());
    }
}

#[test]
fn an_interrupted_read_is_tried_again_and_a_failed_one_is_told() {
    struct Interrupted(Option<io::ErrorKind>, &'static [u8]);
    impl Read for Interrupted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.take().map_or_else(|| self.1.read(buffer), |kind| Err(kind.into()))
        }
    }
    assert_eq!(read(Interrupted(Some(io::ErrorKind::Interrupted), b"a\n")), ["1: a"]);
    assert_eq!(read(Interrupted(Some(io::ErrorKind::BrokenPipe), b"a\n")), ["Io(Kind(BrokenPipe))"]);
}

/// Fields that RFC 4180 can carry and this reader takes: any text without line breaks.
fn field() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9]{0,8}", "[ \"',;\\\\\t]{0,6}", "[^\r\n]{0,12}"]
}

/// Any byte, and often one that means something.
fn byte() -> impl Strategy<Value = u8> {
    prop_oneof![select(&b"\",\r\n"[..]), any::<u8>()]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2..6usize).prop_flat_map(|width| vec(vec(field(), width), 1..8))
}

fn write(table: &[Vec<String>], line_end: ::csv::Terminator) -> Vec<u8> {
    let mut writer = ::csv::WriterBuilder::new()
        .quote_style(::csv::QuoteStyle::Always)
        .terminator(line_end)
        .from_writer(Vec::new());
    table.iter().for_each(|record| writer.write_record(record).unwrap());
    writer.into_inner().unwrap()
}

fn values(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = Reader::start(Trickle(bytes)).unwrap();
    let mut table = Vec::new();
    while let Some(record) = reader.next_record().unwrap() {
        assert_eq!(record.defect(), None);
        table.push(record.fields().map(Into::into).collect());
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, rng_seed: RngSeed::Fixed(4180), ..Default::default() })]

    #[test]
    fn what_was_written_is_read(table in table()) {
        prop_assert_eq!(&values(&write(&table, ::csv::Terminator::Any(b'\n'))), &table);
        prop_assert_eq!(&values(&write(&table, ::csv::Terminator::CRLF)), &table);
    }

    #[test]
    fn line_ends_make_no_difference(text in "[ab,\" \n]{0,40}") {
        let with_crlf = text.replace('\n', "\r\n");
        let read_back = read(with_crlf.as_bytes()).into_iter().map(|line| line.replace("\r\n", "\n"));
        prop_assert_eq!(read(text.as_bytes()), read_back.collect::<Vec<_>>());
    }

    #[test]
    fn a_record_seen_in_part_is_not_taken_for_another(bytes in vec(select(&b"\",\n\r a"[..]), 1..30)) {
        let (mut fields, mut fields_of_part) = (Vec::new(), Vec::new());
        let whole = scan(&bytes, true, &mut fields);
        for part in (0..bytes.len()).map(|length| &bytes[..length]) {
            if let Scan::Whole(extent) = scan(part, false, &mut fields_of_part) {
                prop_assert_eq!(Scan::Whole(extent), whole);
                prop_assert_eq!(&fields_of_part, &fields);
                break;
            }
        }
    }

    #[test]
    fn any_bytes_are_read_to_their_end_or_to_a_fault(bytes in vec(byte(), 0..200)) {
        let lines = bytes.split(|byte| *byte == b'\n').count();
        prop_assert!(read(&bytes[..]).len() <= lines + 1);
    }

    #[test]
    fn no_byte_belongs_to_two_records(text in "[ab,\" \r\n]{0,60}") {
        let mut reader = Reader::start(text.as_bytes()).unwrap();
        let mut read = 0;
        let mut line = 0;
        while let Ok(Some(record)) = reader.next_record() {
            prop_assert!(record.line() > line);
            line = record.line();
            read += record.fields().map(|field| field.len()).sum::<usize>();
        }
        prop_assert!(read <= text.len());
    }
}
