//! What anyone may read off a sealed envelope: its header. The server checks it without being able to open
//! anything; the same bytes are the additional data of the seal, so a changed header never opens.
//!
//! Wire: `u16 length ‖ header ‖ encapsulated key (32) ‖ ciphertext`, at most [`WIRE_LIMIT`] bytes.

use crate::cbor;
use crate::id::{ConsentId, ItemId, OrgId, PersonId, ReplyId, WorkerId, WrittenId};
use crate::identity::KeyId;

/// Largest sealed envelope, in bytes: 72 KiB.
pub const WIRE_LIMIT: usize = 72 * 1024;
/// The plaintext sizes an envelope may have, in bytes.
pub const BUCKETS: [usize; 4] = [1 << 10, 4 << 10, 16 << 10, 64 << 10];
/// Version of the envelope.
pub const VERSION: u8 = 1;
/// DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305.
pub const SUITE: u8 = 1;
/// Length of the authentication tag, in bytes.
const TAG: usize = 16;

/// The header of a sealed share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShareHeader {
    /// The organisation.
    pub org: OrgId,
    /// Who shares.
    pub from: PersonId,
    /// Who may open it.
    pub to: WorkerId,
    /// With which key.
    pub to_kid: KeyId,
    /// Under which permission.
    pub consent: ConsentId,
    /// And which revision of it.
    pub consent_rev: u32,
    /// What is shared, the same id through all its revisions.
    pub item: ItemId,
    /// The revision of the item.
    pub item_rev: u32,
    /// Strictly rising from one person to one worker.
    pub seq: u64,
    /// Which of [`BUCKETS`] the plaintext fills.
    pub bucket: u8,
}

/// The header of a worker's sealed reply.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReplyHeader {
    /// The organisation.
    pub org: OrgId,
    /// Who replies.
    pub from: WorkerId,
    /// Who may open it.
    pub to: PersonId,
    /// With which key.
    pub to_kid: KeyId,
    /// The reply.
    pub reply: ReplyId,
    /// Which of [`BUCKETS`] the plaintext fills.
    pub bucket: u8,
}

/// The header of a check-in that a worker writes down with somebody who has the app.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WrittenHeader {
    /// The organisation.
    pub org: OrgId,
    /// Who writes.
    pub from: WorkerId,
    /// Whose answers they are, who alone may open them.
    pub to: PersonId,
    /// With which key.
    pub to_kid: KeyId,
    /// Which.
    pub written: WrittenId,
    /// One more with each answer.
    pub rev: u32,
    /// Which of [`BUCKETS`] the plaintext fills.
    pub bucket: u8,
}

/// The parts of a sealed envelope, unopened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wire<'a> {
    /// The header's bytes as received.
    pub header: &'a [u8],
    /// HPKE's encapsulated key.
    pub enc: [u8; 32],
    /// Ciphertext and tag.
    pub ciphertext: &'a [u8],
}

/// Why bytes are no sealed envelope.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WireFault {
    /// Cut short, too long, or with a header of another form.
    #[error("not a sealed envelope")]
    Malformed,
    /// A version this code does not know.
    #[error("unknown version of the envelope")]
    Version,
    /// A suite this code does not know.
    #[error("unknown suite of the envelope")]
    Suite,
}

/// Splits the wire form. The ciphertext must have exactly the length its bucket says.
///
/// # Errors
/// [`WireFault::Malformed`].
pub fn parse_wire(bytes: &[u8]) -> Result<Wire<'_>, WireFault> {
    if bytes.len() > WIRE_LIMIT {
        return Err(WireFault::Malformed);
    }
    let (length, rest) = bytes.split_first_chunk::<2>().ok_or(WireFault::Malformed)?;
    let (header, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or(WireFault::Malformed)?;
    let (enc, ciphertext) = rest.split_first_chunk::<32>().ok_or(WireFault::Malformed)?;
    Ok(Wire { header, enc: *enc, ciphertext })
}

impl Wire<'_> {
    /// The bytes to send.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let length = u16::try_from(self.header.len()).unwrap_or(0);
        [&length.to_be_bytes()[..], self.header, &self.enc, self.ciphertext].concat()
    }

    fn fills(&self, bucket: u8) -> Result<(), WireFault> {
        let expected = BUCKETS.get(usize::from(bucket)).map(|size| size + TAG);
        if expected == Some(self.ciphertext.len()) { Ok(()) } else { Err(WireFault::Malformed) }
    }

    /// Reads the header as that of a share.
    ///
    /// # Errors
    /// A [`WireFault`].
    pub fn parse_share_header(&self) -> Result<ShareHeader, WireFault> {
        check_version(self.header, 12)?;
        let parse = |d: &mut minicbor::Decoder<'_>| {
            cbor::array(d, 12)?;
            let _known = (d.u8()?, d.u8()?);
            Ok(ShareHeader {
                org: OrgId::from_bytes(cbor::bytes(d)?),
                from: PersonId::from_bytes(cbor::bytes(d)?),
                to: WorkerId::from_bytes(cbor::bytes(d)?),
                to_kid: KeyId(cbor::bytes(d)?),
                consent: ConsentId::from_bytes(cbor::bytes(d)?),
                consent_rev: d.u32()?,
                item: ItemId::from_bytes(cbor::bytes(d)?),
                item_rev: d.u32()?,
                seq: d.u64()?,
                bucket: d.u8()?,
            })
        };
        let header = cbor::read(self.header, parse, ShareHeader::encode).ok_or(WireFault::Malformed)?;
        self.fills(header.bucket)?;
        Ok(header)
    }

    /// Reads the header as that of a reply.
    ///
    /// # Errors
    /// A [`WireFault`].
    pub fn parse_reply_header(&self) -> Result<ReplyHeader, WireFault> {
        check_version(self.header, 8)?;
        let parse = |d: &mut minicbor::Decoder<'_>| {
            cbor::array(d, 8)?;
            let _known = (d.u8()?, d.u8()?);
            Ok(ReplyHeader {
                org: OrgId::from_bytes(cbor::bytes(d)?),
                from: WorkerId::from_bytes(cbor::bytes(d)?),
                to: PersonId::from_bytes(cbor::bytes(d)?),
                to_kid: KeyId(cbor::bytes(d)?),
                reply: ReplyId::from_bytes(cbor::bytes(d)?),
                bucket: d.u8()?,
            })
        };
        let header = cbor::read(self.header, parse, ReplyHeader::encode).ok_or(WireFault::Malformed)?;
        self.fills(header.bucket)?;
        Ok(header)
    }

    /// Reads the header as that of a check-in that is written down.
    ///
    /// # Errors
    /// A [`WireFault`].
    pub fn parse_written_header(&self) -> Result<WrittenHeader, WireFault> {
        check_version(self.header, 9)?;
        let parse = |d: &mut minicbor::Decoder<'_>| {
            cbor::array(d, 9)?;
            let _known = (d.u8()?, d.u8()?);
            Ok(WrittenHeader {
                org: OrgId::from_bytes(cbor::bytes(d)?),
                from: WorkerId::from_bytes(cbor::bytes(d)?),
                to: PersonId::from_bytes(cbor::bytes(d)?),
                to_kid: KeyId(cbor::bytes(d)?),
                written: WrittenId::from_bytes(cbor::bytes(d)?),
                rev: d.u32()?,
                bucket: d.u8()?,
            })
        };
        let header = cbor::read(self.header, parse, WrittenHeader::encode).ok_or(WireFault::Malformed)?;
        self.fills(header.bucket)?;
        Ok(header)
    }
}

impl WrittenHeader {
    /// The header's one spelling.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::write(|e| {
            e.array(9)?.u8(VERSION)?.u8(SUITE)?.bytes(self.org.as_bytes())?.bytes(self.from.as_bytes())?;
            e.bytes(self.to.as_bytes())?.bytes(&self.to_kid.0)?.bytes(self.written.as_bytes())?;
            e.u32(self.rev)?.u8(self.bucket)?;
            Ok(())
        })
    }
}

impl ShareHeader {
    /// The header's one spelling.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::write(|e| {
            e.array(12)?.u8(VERSION)?.u8(SUITE)?.bytes(self.org.as_bytes())?.bytes(self.from.as_bytes())?;
            e.bytes(self.to.as_bytes())?.bytes(&self.to_kid.0)?.bytes(self.consent.as_bytes())?;
            e.u32(self.consent_rev)?.bytes(self.item.as_bytes())?.u32(self.item_rev)?;
            e.u64(self.seq)?.u8(self.bucket)?;
            Ok(())
        })
    }
}

impl ReplyHeader {
    /// The header's one spelling.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        cbor::write(|e| {
            e.array(8)?.u8(VERSION)?.u8(SUITE)?.bytes(self.org.as_bytes())?.bytes(self.from.as_bytes())?;
            e.bytes(self.to.as_bytes())?.bytes(&self.to_kid.0)?.bytes(self.reply.as_bytes())?.u8(self.bucket)?;
            Ok(())
        })
    }
}

/// Says which of version and suite is unknown, before the rest is read.
fn check_version(header: &[u8], length: u64) -> Result<(), WireFault> {
    let mut decoder = minicbor::Decoder::new(header);
    cbor::array(&mut decoder, length).map_err(|_| WireFault::Malformed)?;
    if decoder.u8().map_err(|_| WireFault::Malformed)? != VERSION {
        return Err(WireFault::Version);
    }
    if decoder.u8().map_err(|_| WireFault::Malformed)? != SUITE {
        return Err(WireFault::Suite);
    }
    Ok(())
}
