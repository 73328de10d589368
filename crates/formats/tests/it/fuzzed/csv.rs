//! What holds of the CSV layer, whatever the bytes: each of them is told, as a field or by a fault, and what
//! is told does not depend on how they arrive.

use std::io::{self, Read};
use std::mem::{Discriminant, discriminant};

use formats::csv::{Defect, Fault, MAX_RECORD_BYTES, Reader};

const MARK: &[u8] = b"\xef\xbb\xbf";

/// How many bytes the reader looks at first.
const WINDOW: usize = 256 << 10;

pub(crate) fn check(bytes: &[u8]) {
    let reading = Reading::of(bytes);
    assert_eq!(Reading::of(Portions { rest: bytes, sizes: bytes.iter() }), reading, "in portions");
    every_line_is_told(bytes, &reading);
    what_is_written_is_read(&reading);
    no_place_is_special_to_the_window(bytes, &reading);
    no_record_is_endless(bytes);
}

/// All that a stream yields.
#[derive(Debug, PartialEq)]
struct Reading {
    records: Vec<Record>,
    stop: Option<Stop>,
}

#[derive(Debug, Clone, PartialEq)]
struct Record {
    line: u64,
    fields: Vec<String>,
    defect: Option<Defect>,
}

/// A fault, and where.
#[derive(Debug, PartialEq)]
struct Stop {
    fault: Discriminant<Fault>,
    /// The line on which the record starts that cannot be read.
    record: u64,
    line: u64,
    offset: u64,
}

impl Reading {
    fn of(source: impl Read) -> Self {
        let mut records = Vec::new();
        let mut reader = match Reader::start(source) {
            Ok(reader) => reader,
            Err(fault) => return Self { records, stop: Some(Stop::at(1, &fault)) },
        };
        loop {
            match reader.next_record() {
                Ok(Some(record)) => records.push(Record {
                    line: record.line(),
                    fields: record.fields().map(String::from).collect(),
                    defect: record.defect(),
                }),
                Ok(None) => return Self { records, stop: None },
                Err(fault) => {
                    let stop = Some(Stop::at(reader.line(), &fault));
                    return Self { records, stop };
                }
            }
        }
    }
}

impl Stop {
    fn at(record: u64, fault: &Fault) -> Self {
        let (line, offset) = match fault {
            Fault::Io(error) => panic!("memory can be read: {error}"),
            Fault::Utf16 => (1, 0),
            Fault::NotUtf8 { line, offset } => (*line, *offset),
            Fault::OpenQuote { line } | Fault::TooLong { line } => (*line, 0),
        };
        Self { fault: discriminant(fault), record, line, offset }
    }
}

/// Gives its bytes in portions of which they say the sizes themselves; a zero interrupts.
struct Portions<'a> {
    rest: &'a [u8],
    sizes: std::slice::Iter<'a, u8>,
}

impl Read for Portions<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes.next().map_or(1, |size| usize::from(*size));
        if size == 0 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let size = size.min(buffer.len());
        self.rest.read(&mut buffer[..size])
    }
}

/// Between a record and the next there is nothing but what the record says.
fn every_line_is_told(bytes: &[u8], reading: &Reading) {
    let text = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let line_count = lines.len() as u64;
    let told = match &reading.stop {
        Some(stop) => {
            assert!((stop.record..=line_count.max(1)).contains(&stop.line), "the fault is where it says");
            stop.record
        }
        None => line_count + 1,
    };
    let starts: Vec<u64> = reading.records.iter().map(|record| record.line).chain([told]).collect();
    let between = |from: u64, to: u64| lines[from as usize - 1..to as usize - 1].concat();
    assert!(between(1, starts[0]).iter().all(u8::is_ascii_whitespace), "a record is left out");
    for (record, span) in reading.records.iter().zip(starts.windows(2)) {
        assert!(span[0] < span[1], "lines rise");
        record_is(record, &between(span[0], span[1]));
    }
}

/// The record says all of these bytes.
fn record_is(record: &Record, bytes: &[u8]) {
    let is_kept = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b',');
    let stood: Vec<u8> = bytes.iter().copied().filter(is_kept).collect();
    let told: Vec<u8> = record.fields.iter().flat_map(|field| field.bytes()).filter(is_kept).collect();
    if record.defect == Some(Defect::StrayQuote) {
        assert!(stood.starts_with(&told), "fields in front of the quote");
        return;
    }
    assert_eq!(told, stood, "every byte");
    // Behind a blank line no byte order mark is skipped.
    let alone = Reading::of(b"\n".chain(bytes));
    assert_eq!(
        alone,
        Reading { records: vec![Record { line: 2, ..record.clone() }], stop: None },
        "one record"
    );
}

fn what_is_written_is_read(reading: &Reading) {
    let sound = reading.records.iter().filter(|record| record.defect.is_none());
    let sound: Vec<&Vec<String>> = sound.map(|record| &record.fields).collect();
    let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
    let line = |fields: &&Vec<String>| fields.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    let again = Reading::of(sound.iter().map(line).collect::<String>().as_bytes());
    assert_eq!(again.records.iter().map(|record| &record.fields).collect::<Vec<_>>(), sound);
    assert!(again.stop.is_none() && again.records.iter().all(|record| record.defect.is_none()));
}

/// Behind another line, the first window of the reader ends amid the bytes.
fn no_place_is_special_to_the_window(bytes: &[u8], reading: &Reading) {
    if [MARK, b"\xff\xfe", b"\xfe\xff"].iter().any(|mark| bytes.starts_with(mark)) {
        return;
    }
    let mut before = vec![b'x'; WINDOW - 1 - some_place(bytes)];
    before.push(b'\n');
    let mut behind = Reading::of(before.as_slice().chain(bytes));
    behind.records.remove(0);
    for record in &mut behind.records {
        record.line -= 1;
    }
    if let Some(stop) = &mut behind.stop {
        stop.record -= 1;
        stop.line -= 1;
        stop.offset = stop.offset.saturating_sub(before.len() as u64);
    }
    assert_eq!(behind, *reading, "behind another line");
}

/// Behind so much else that the longest record ends amid the bytes.
fn no_record_is_endless(bytes: &[u8]) {
    if !checksum(bytes).is_multiple_of(16) {
        return;
    }
    let before = vec![b'x'; MAX_RECORD_BYTES - some_place(bytes)];
    for record in Reading::of(before.as_slice().chain(bytes)).records {
        assert!(record.fields.iter().map(String::len).sum::<usize>() <= MAX_RECORD_BYTES);
    }
}

/// A place among the bytes, as they say themselves.
fn some_place(bytes: &[u8]) -> usize {
    checksum(bytes) % (bytes.len() + 1)
}

fn checksum(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(*byte)).sum()
}
