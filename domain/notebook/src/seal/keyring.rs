//! A worker's keyring: introductions still open, people pinned and what was seen of theirs, sealed under the account key.
//!
//! The server keeps it as a whole one and small parts added to it, so that a reload or another computer loses nothing,
//! and it can add nobody: worker, revision and kind of part are sealed into each.

use litemap::LiteMap;
use std::collections::BTreeSet;
use zeroize::Zeroizing;

use super::keys::{Secret, WorkerKeys};
use super::{label, primitive};
use crate::api::KeyringPart;
use crate::cbor;
use crate::id::{ConsentId, PersonId, WorkerId};
use crate::identity::PublicKeys;
use crate::introduction::{Code, Locator, parse_code};
use crate::share::{SeenConsent, SeenConsents};
use crate::time::{Day, Moment};

/// Most entries of one list of a keyring.
pub const ENTRY_LIMIT: usize = 20_000;
const NAME_LIMIT: usize = super::introduction::TEXT_LIMIT;
const URL_LIMIT: usize = 2000;
const SAFEGUARDING_LIMIT: usize = super::introduction::SAFEGUARDING_LIMIT;
const VERSION: u8 = 3;
/// The same, and behind it whom the worker has let go of. Written only where there is somebody.
const VERSION_LET_GO: u8 = 4;

/// A person whose keys came with a claim whose MAC held.
#[derive(Clone, PartialEq, Eq)]
pub struct PinnedPerson {
    /// Derived from the keys.
    pub person: PersonId,
    /// The keys, never replaced by what a server offers.
    pub keys: PublicKeys,
    /// The name they told, if they told one.
    pub name: Option<String>,
    /// When the claim was checked.
    pub met: Moment,
    /// The introduction they came by.
    pub locator: Locator,
}

impl std::fmt::Debug for PinnedPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // No name: a log is no place for it.
        f.debug_struct("PinnedPerson").field("person", &self.person).finish_non_exhaustive()
    }
}

/// An introduction nobody has accepted yet.
#[derive(Clone, Debug)]
pub struct OpenIntroduction {
    /// The code, to show again.
    pub code: Code,
    /// Checks the claim, so that no second stretching is needed.
    pub mac_key: Secret<32>,
    /// When it was made.
    pub made: Moment,
}

/// What the worker's app was told of its organisation the first time, and goes by from then on: what people scan, open
/// and read comes from here and not from what a server says later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Office {
    /// Origin of the person's app, without a slash at its end. It never changes.
    pub person_url: String,
    /// The organisation's name. It changes when the worker takes a new one over.
    pub organisation: String,
    /// Its line about when a worker may have to tell others; may be empty. It changes together with the name.
    pub safeguarding: String,
}

impl Office {
    /// Whether the server still sends people's phones where it did. Another address would get the codes of introductions.
    #[must_use]
    pub fn is_address_of(&self, told: &Self) -> bool {
        self.person_url == told.person_url
    }
}

/// All that a worker's app must remember between two sign-ins.
#[derive(Clone, Default, Debug)]
pub struct Keyring {
    /// Introductions still open.
    pub open: Vec<OpenIntroduction>,
    /// People pinned.
    pub people: LiteMap<PersonId, PinnedPerson>,
    /// The organisation as it was pinned; none before the first sign-in.
    pub office: Option<Office>,
    /// What was seen of each person's permissions and envelopes, so that nothing older counts later.
    pub seen: LiteMap<PersonId, SeenConsents>,
    /// People who had everything deleted on request, and the introduction they came by before that.
    pub let_go: LiteMap<PersonId, Locator>,
}

/// The keyring cannot be opened: another account's, another revision's, or changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the keyring cannot be opened")]
pub struct KeyringFault;

impl Keyring {
    /// The pinned person with this id.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&PinnedPerson> {
        self.people.get(&id)
    }

    /// The open introduction with this locator.
    #[must_use]
    pub fn introduction(&self, locator: Locator) -> Option<&OpenIntroduction> {
        self.open.iter().find(|open| open.code.locator() == locator)
    }

    /// Pins a person and closes the introduction they came by. A person pinned before keeps their keys.
    pub fn pin(&mut self, person: PinnedPerson) {
        self.open.retain(|open| open.code.locator() != person.locator);
        // The id follows from the keys, so only name and introduction can differ.
        self.people.insert(person.person, person);
    }

    /// What somebody pinned wants to be called now; `None` if they tell no name any more. Whether anything changed. A name
    /// that is longer than a claim may tell is not taken.
    pub fn rename(&mut self, person: PersonId, name: Option<&str>) -> bool {
        let Some(pinned) = self.people.get_mut(&person).filter(|pinned| pinned.name.as_deref() != name) else {
            return false;
        };
        if name.is_some_and(|name| name.is_empty() || name.len() > NAME_LIMIT) {
            return false;
        }
        pinned.name = name.map(str::to_owned);
        true
    }

    /// Forgets somebody's name, and lets nothing that they permitted so far count again: everything of theirs was deleted on
    /// request. Their keys stay, so that a new permission of the same phone is known. Whether they were pinned.
    pub fn let_go_of(&mut self, person: PersonId) -> bool {
        let Some(pinned) = self.people.get_mut(&person) else { return false };
        pinned.name = None;
        self.let_go.insert(person, pinned.locator);
        if let Some(seen) = self.seen.get_mut(&person) {
            seen.end_all();
        }
        true
    }

    /// Whether the worker let go of somebody and has met them in no new introduction since.
    #[must_use]
    pub fn has_let_go_of(&self, person: PersonId) -> bool {
        let pinned = self.people.get(&person).map(|pinned| pinned.locator);
        pinned.is_some() && self.let_go.get(&person).copied() == pinned
    }

    /// Who of these is not pinned: somebody whose claim has yet to be read, or could not be, or who was pinned after this
    /// keyring was written, because an older one was put back.
    pub fn strangers(&self, people: impl IntoIterator<Item = PersonId>) -> BTreeSet<PersonId> {
        people.into_iter().filter(|id| self.person(*id).is_none()).collect()
    }

    /// What is remembered of somebody.
    #[must_use]
    pub fn seen(&self, person: PersonId) -> Option<&SeenConsents> {
        self.seen.get(&person)
    }

    /// Takes in what was seen of somebody pinned, and forgets what is long over. Whether anything changed.
    pub fn remember(&mut self, person: PersonId, seen: &SeenConsents, today: Day) -> bool {
        if self.person(person).is_none() {
            return false;
        }
        let mut joined = self.seen.get(&person).cloned().unwrap_or_default();
        joined.join(seen);
        joined.forget(today);
        if self.seen.get(&person).is_some_and(|before| *before == joined) || joined.is_empty() {
            return false;
        }
        self.seen.insert(person, joined);
        true
    }
}

/// Where a part of a keyring stands at the server. It is sealed into the part, together with the worker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartPlace {
    /// Whose keyring.
    pub worker: WorkerId,
    /// The revision it will have once stored.
    pub revision: u64,
    /// Whether it stands for everything before it; else it is added to that.
    pub whole: bool,
}

/// Seals a whole keyring, or what is added to one. `nonce` must be random.
#[must_use]
pub fn seal_keyring(keyring: &Keyring, keys: &WorkerKeys, place: PartPlace, nonce: [u8; 24]) -> Vec<u8> {
    primitive::lock(&keyring_key(keys), nonce, &aad(place), &encode(keyring))
}

/// Opens the keyring the server keeps: a whole one and what was added to it, the last part being `revision`.
///
/// # Errors
/// [`KeyringFault`] if one part is another worker's, stands in another place or is changed.
pub fn open_keyring(
    parts: &[KeyringPart],
    keys: &WorkerKeys,
    worker: WorkerId,
    revision: u64,
) -> Result<Keyring, KeyringFault> {
    if parts.is_empty() && revision > 0 {
        return Err(KeyringFault);
    }
    let key = keyring_key(keys);
    let mut keyring = Keyring::default();
    for (n, part) in (0u64..).zip(parts) {
        let after = (parts.len() as u64).checked_sub(n + 1).ok_or(KeyringFault)?;
        let revision = revision.checked_sub(after).ok_or(KeyringFault)?;
        if part.whole != (n == 0) {
            return Err(KeyringFault);
        }
        let place = PartPlace { worker, revision, whole: part.whole };
        let plain = primitive::unlock(&key, &aad(place), &part.bytes.0).map(Zeroizing::new).ok_or(KeyringFault)?;
        let part = cbor::read(&plain, decode, |keyring| encode(keyring).to_vec()).ok_or(KeyringFault)?;
        keyring.join(part);
    }
    Ok(keyring)
}

fn keyring_key(keys: &WorkerKeys) -> Secret<32> {
    primitive::derive_key(keys.kem().expose(), &keys.public().sig, &[label::KEYRING.as_bytes()])
}

fn aad(PartPlace { worker, revision, whole }: PartPlace) -> Vec<u8> {
    [label::KEYRING.as_bytes(), worker.as_bytes(), &revision.to_be_bytes(), &[u8::from(whole)]].concat()
}

pub(super) fn encode(keyring: &Keyring) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(cbor::write(|e| {
        let (fields, version) = if keyring.let_go.is_empty() { (5, VERSION) } else { (6, VERSION_LET_GO) };
        e.array(fields)?.u8(version)?.array(keyring.open.len() as u64)?;
        for open in &keyring.open {
            e.array(3)?.str(&open.code.to_fragment())?.bytes(open.mac_key.expose())?.i64(open.made.0)?;
        }
        e.array(keyring.people.len() as u64)?;
        for pinned in keyring.people.values() {
            e.array(5)?.bytes(&pinned.keys.sig)?.bytes(&pinned.keys.kem)?;
            e.str(pinned.name.as_deref().unwrap_or_default())?.i64(pinned.met.0)?.u32(pinned.locator.as_u32())?;
        }
        match &keyring.office {
            Some(Office { person_url, organisation, safeguarding }) => {
                e.array(3)?.str(person_url)?.str(organisation)?.str(safeguarding)?;
            }
            None => _ = e.array(0)?,
        }
        e.array(keyring.seen.len() as u64)?;
        for (person, seen) in &keyring.seen {
            let consents = seen.consents();
            e.array(2)?.bytes(person.as_bytes())?.array(consents.len() as u64)?;
            for (id, SeenConsent { rev, hash, withdrawn, ends, last_seq }) in consents {
                e.array(6)?.bytes(id.as_bytes())?.u32(*rev)?.bytes(hash)?.bool(*withdrawn)?;
                e.str(&ends.to_string())?.u64(*last_seq)?;
            }
        }
        if version == VERSION_LET_GO {
            e.array(keyring.let_go.len() as u64)?;
            for (person, locator) in &keyring.let_go {
                e.array(2)?.bytes(person.as_bytes())?.u32(locator.as_u32())?;
            }
        }
        Ok(())
    }))
}

fn decode(d: &mut minicbor::Decoder<'_>) -> Result<Keyring, minicbor::decode::Error> {
    let wrong = minicbor::decode::Error::message;
    let fields = d.array()?;
    let version = d.u8()?;
    if !matches!((fields, version), (Some(5), VERSION) | (Some(6), VERSION_LET_GO)) {
        return Err(wrong("version"));
    }
    let mut keyring = Keyring::default();
    for _ in 0..length(d)? {
        cbor::array(d, 3)?;
        let code = parse_code(d.str()?).map_err(|_| wrong("code"))?;
        let mac_key = Secret::from_bytes(cbor::bytes(d)?);
        keyring.open.push(OpenIntroduction { code, mac_key, made: Moment(d.i64()?) });
    }
    for _ in 0..length(d)? {
        cbor::array(d, 5)?;
        let keys = PublicKeys { sig: cbor::bytes(d)?, kem: cbor::bytes(d)? };
        let name = cbor::text(d, NAME_LIMIT)?;
        let met = Moment(d.i64()?);
        let locator = Locator::from_u32(d.u32()?).map_err(|_| wrong("locator"))?;
        let name = (!name.is_empty()).then_some(name);
        let person = keys.derive_person_id();
        keyring.people.insert(person, PinnedPerson { person, keys, name, met, locator });
    }
    keyring.office = match d.array()? {
        Some(0) => None,
        Some(3) => Some(Office {
            person_url: cbor::text(d, URL_LIMIT)?,
            organisation: cbor::text(d, NAME_LIMIT)?,
            safeguarding: cbor::text(d, SAFEGUARDING_LIMIT)?,
        }),
        _ => return Err(wrong("office")),
    };
    for _ in 0..length(d)? {
        cbor::array(d, 2)?;
        let person = PersonId::from_bytes(cbor::bytes(d)?);
        keyring.seen.insert(person, decode_seen(d)?);
    }
    let let_go = if version == VERSION_LET_GO { length(d)? } else { 0 };
    for _ in 0..let_go {
        cbor::array(d, 2)?;
        let person = PersonId::from_bytes(cbor::bytes(d)?);
        keyring.let_go.insert(person, Locator::from_u32(d.u32()?).map_err(|_| wrong("locator"))?);
    }
    Ok(keyring)
}

fn decode_seen(d: &mut minicbor::Decoder<'_>) -> Result<SeenConsents, minicbor::decode::Error> {
    let mut seen = SeenConsents::default();
    for _ in 0..length(d)? {
        cbor::array(d, 6)?;
        let consent = ConsentId::from_bytes(cbor::bytes(d)?);
        let (rev, hash, withdrawn) = (d.u32()?, cbor::bytes(d)?, d.bool()?);
        let ends = Day::parse(d.str()?).map_err(|_| minicbor::decode::Error::message("day"))?;
        seen.note_seen(consent, SeenConsent { rev, hash, withdrawn, ends, last_seq: d.u64()? });
    }
    Ok(seen)
}

fn length(d: &mut minicbor::Decoder<'_>) -> Result<u64, minicbor::decode::Error> {
    d.array()?.filter(|n| *n <= ENTRY_LIMIT as u64).ok_or_else(|| minicbor::decode::Error::message("too many"))
}
