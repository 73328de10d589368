//! Lists of blocks, as clients send them.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::StorageError;
use crate::container::BlockId;

/// The ids in a list, whichever way each is named: blocks of a file that is there already are not kept as such,
/// so that every block of a list must have been sent since.
pub(crate) fn parse(xml: &[u8]) -> Result<Vec<BlockId>, StorageError> {
    let mut reader = Reader::from_reader(xml);
    let mut blocks = Vec::new();
    let mut depth = 0_u8;
    loop {
        match reader.read_event().map_err(|_| StorageError::InvalidXml)? {
            Event::Start(_) if depth < 2 => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(text) if depth == 2 => {
                let id = text.decode().map_err(|_| StorageError::InvalidXml)?;
                blocks.push(BlockId::parse(id.trim())?);
            }
            Event::Eof if depth == 0 => return Ok(blocks),
            Event::Decl(_) | Event::Text(_) | Event::Comment(_) | Event::Empty(_) => {}
            _ => return Err(StorageError::InvalidXml),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ids_come_in_their_order(ids in proptest::collection::vec("[A-Za-z0-9+/]{4}", 0..8)) {
            let blocks: String = ids.iter().map(|id| format!("<Latest>{id}</Latest>\n")).collect();
            let parsed = parse(format!("<?xml version=\"1.0\"?><BlockList>{blocks}</BlockList>").as_bytes()).unwrap();
            let expected: Vec<_> = ids.iter().map(|id| BlockId::parse(id).unwrap()).collect();
            prop_assert_eq!(parsed, expected);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            drop(parse(&bytes));
        }

        #[test]
        fn no_xml_makes_it_panic(xml in r"(<|>|/|BlockList|Latest|&|;|AAAA|!|\[CDATA|\?| ){0,30}") {
            drop(parse(xml.as_bytes()));
        }
    }
}
