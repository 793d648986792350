//! Meeting: the worker's card sealed under a code's secret, and the claim that accepts it.
//!
//! The server keeps the card but never the secret, so it cannot put another key on the card. The person's claim
//! carries a MAC over all four public keys, so it cannot swap the person's keys either, and a signature by which the
//! server takes it only from whoever holds those keys and only for the worker on the card.

use zeroize::Zeroizing;

use super::keys::{PersonKeys, Secret, WorkerKeys};
use super::{hpke, label, primitive};
use crate::cbor;
use crate::claim::ClaimFacts;
use crate::entropy::Entropy;
use crate::id::{OrgId, WorkerId};
use crate::identity::{PublicKeys, digest, first_bytes};
use crate::introduction::{Code, Locator};
pub use crate::introduction::{SAFEGUARDING_LIMIT, TEXT_LIMIT};
use crate::role::Role;
use crate::stretch::{Cost, Slow, Stretching};

const VERSION: u8 = 1;
/// The second one also says the organisation's name and its safeguarding line.
const CARD_VERSION: u8 = 2;
/// Stands behind what the role is called, where a card says that, in the field of the team.
const CALLED: char = '\u{2063}';
/// Ends the field of the team on a lead's card.
const LEAD: char = '\u{2064}';
/// The card is padded to this many bytes, so that names have no length.
const CARD_SIZE: usize = 3072;
/// The greeting is padded to this many bytes: whether a name is told stays between the two.
const HELLO_SIZE: usize = 512;

/// The keys of one introduction, stretched from its code (64 MiB, about a fifth of a second).
#[derive(Clone, Debug)]
pub struct IntroductionKeys {
    locator: Locator,
    org: OrgId,
    card: Secret<32>,
    claim: Secret<32>,
    mac: Secret<32>,
}

/// What the person sees of a worker before accepting.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// The worker.
    pub worker: WorkerId,
    /// Name.
    pub name: String,
    /// The kind of their role.
    pub role: Role,
    /// What the team calls their role; empty where it is called by its kind.
    pub called: String,
    /// Team, may be empty.
    pub team: String,
    /// The keys to pin.
    pub keys: PublicKeys,
    /// The organisation's name, as the worker's app pinned it.
    pub organisation: String,
    /// The organisation's line about when a worker may have to tell others; may be empty.
    pub safeguarding: String,
}

/// A person's acceptance of an introduction.
#[derive(Clone, PartialEq, Eq)]
pub struct Claim {
    /// Shows the server that the code was known.
    pub claim_key: [u8; 32],
    /// The person's keys.
    pub keys: PublicKeys,
    /// The greeting, sealed to the worker.
    pub hello: Vec<u8>,
    /// Shows the worker that whoever knew the code chose these keys.
    pub mac: [u8; 32],
    /// Shows the server that whoever chose these keys holds them; the worker's side does not look at it.
    pub sig: [u8; 64],
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claim").field("person", &self.keys.derive_person_id()).finish_non_exhaustive()
    }
}

/// Why a card or a claim is not believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IntroductionFault {
    /// The card was not sealed under this code in this organisation: another card, or a changed one.
    #[error("the card does not belong to this code")]
    Card,
    /// The claim was not made by somebody who knew the code.
    #[error("the claim was not made with this code")]
    Mac,
    /// The greeting cannot be opened with the worker's key.
    #[error("the greeting cannot be opened")]
    Hello,
    /// A name or team is longer than [`TEXT_LIMIT`], or a key is none.
    #[error("a text is too long or a key is not valid")]
    Unfit,
}

/// Stretches a code into its keys.
#[must_use]
pub fn derive_introduction_keys(code: &Code, org: OrgId) -> Slow<'static, IntroductionKeys> {
    let locator = code.locator().as_u32().to_be_bytes();
    let salt = first_bytes(&[label::INTRODUCTION.as_bytes(), &locator, org.as_bytes()]);
    let secret = Zeroizing::new(code.expose_secret().to_vec());
    let locator = code.locator();
    Slow::new(Stretching { cost: Cost::Full, secret, salt, length: 32 }, move |stretched| {
        let key = |info: &str| primitive::derive_key(stretched, &salt, &[info.as_bytes()]);
        IntroductionKeys {
            locator,
            org,
            card: key(label::INTRODUCTION_CARD),
            claim: key(label::INTRODUCTION_CLAIM),
            mac: key(label::INTRODUCTION_MAC),
        }
    })
}

impl IntroductionKeys {
    /// What the worker uploads so that the server can recognise a claim: the hash of the claim key.
    #[must_use]
    pub fn derive_claim_hash(&self) -> [u8; 32] {
        crate::introduction::derive_claim_hash(self.claim.expose())
    }

    /// The key that checks the claim, for the worker's keyring: so that checking needs no second stretching.
    #[must_use]
    pub fn mac_key(&self) -> Secret<32> {
        self.mac.clone()
    }

    fn card_aad(&self) -> Vec<u8> {
        let locator = self.locator.as_u32().to_be_bytes();
        [label::INTRODUCTION_CARD.as_bytes(), &locator, self.org.as_bytes()].concat()
    }
}

/// Seals the worker's card. `nonce` must be random.
///
/// # Errors
/// [`IntroductionFault::Unfit`] when a name, the team or the line is too long.
pub fn seal_card(keys: &IntroductionKeys, card: &Card, nonce: [u8; 24]) -> Result<Vec<u8>, IntroductionFault> {
    let mut plain = encode_card(card);
    let too_long = [&card.name, &beside_role(card), &card.organisation].into_iter().any(|text| text.len() > TEXT_LIMIT);
    if too_long || card.safeguarding.len() > SAFEGUARDING_LIMIT || plain.len() >= CARD_SIZE {
        return Err(IntroductionFault::Unfit);
    }
    pad(&mut plain, CARD_SIZE);
    Ok(primitive::lock(&keys.card, nonce, &keys.card_aad(), &plain))
}

/// Opens a card.
///
/// # Errors
/// [`IntroductionFault::Card`].
pub fn open_card(keys: &IntroductionKeys, sealed: &[u8]) -> Result<Card, IntroductionFault> {
    let padded = primitive::unlock(&keys.card, &keys.card_aad(), sealed).ok_or(IntroductionFault::Card)?;
    let plain = unpad(&padded, CARD_SIZE).ok_or(IntroductionFault::Card)?;
    let parse = |d: &mut minicbor::Decoder<'_>| {
        cbor::array(d, 9)?;
        if d.u8()? != CARD_VERSION {
            return Err(minicbor::decode::Error::message("version"));
        }
        let (worker, name) = (WorkerId::from_bytes(cbor::bytes(d)?), cbor::text(d, TEXT_LIMIT)?);
        let kind = if d.u8()? == 0 { Role::KeyWorker } else { Role::PeerWorker };
        let (role, called, team) = read_beside_role(kind, &cbor::text(d, TEXT_LIMIT)?);
        Ok(Card {
            worker,
            name,
            role,
            called,
            team,
            keys: PublicKeys { sig: cbor::bytes(d)?, kem: cbor::bytes(d)? },
            organisation: cbor::text(d, TEXT_LIMIT)?,
            safeguarding: cbor::text(d, SAFEGUARDING_LIMIT)?,
        })
    };
    cbor::read(plain, parse, encode_card).ok_or(IntroductionFault::Card)
}

/// Accepts an introduction, telling a name or not.
///
/// # Errors
/// [`IntroductionFault::Unfit`] when the name is too long or the card's key is none.
pub fn make_claim(
    keys: &IntroductionKeys,
    card: &Card,
    person: &PersonKeys,
    name: Option<&str>,
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<Claim, IntroductionFault> {
    if name.is_some_and(|name| name.len() > TEXT_LIMIT) {
        return Err(IntroductionFault::Unfit);
    }
    let mut plain = Zeroizing::new(encode_hello(&name.map(str::to_owned)));
    pad(&mut plain, HELLO_SIZE);
    let bound = bound_keys(keys.locator, keys.org, card.worker, &card.keys, &person.public());
    let (enc, sealed) =
        hpke::seal(&card.keys.kem, label::HELLO.as_bytes(), &bound, &plain, entropy).ok_or(IntroductionFault::Unfit)?;
    let hello = [&enc[..], &sealed].concat();
    let mac = primitive::authenticate(&keys.mac, &[label::CLAIM.as_bytes(), &bound, &digest(&[&hello])]);
    let facts = ClaimFacts {
        org: keys.org,
        locator: keys.locator,
        worker: card.worker,
        keys: person.public(),
        hello: &hello,
        mac: &mac,
    };
    let sig = facts.sign(person.signing());
    Ok(Claim { claim_key: *keys.claim.expose(), keys: person.public(), hello, mac, sig })
}

/// The worker's side: checks a claim and opens the greeting. `Ok(None)` means that no name was told.
///
/// # Errors
/// [`IntroductionFault::Mac`] or [`IntroductionFault::Hello`]; nothing is pinned then.
pub fn verify_claim(
    claim: &Claim,
    locator: Locator,
    org: OrgId,
    mac_key: &Secret<32>,
    worker: WorkerId,
    keys: &WorkerKeys,
) -> Result<Option<String>, IntroductionFault> {
    let bound = bound_keys(locator, org, worker, &keys.public(), &claim.keys);
    if !primitive::is_authentic(mac_key, &[label::CLAIM.as_bytes(), &bound, &digest(&[&claim.hello])], &claim.mac) {
        return Err(IntroductionFault::Mac);
    }
    let (enc, sealed) = claim.hello.split_first_chunk::<32>().ok_or(IntroductionFault::Hello)?;
    let padded = hpke::open(keys.kem(), enc, label::HELLO.as_bytes(), &bound, sealed)
        .map(Zeroizing::new)
        .ok_or(IntroductionFault::Hello)?;
    let plain = unpad(&padded, HELLO_SIZE).ok_or(IntroductionFault::Hello)?;
    let parse = |d: &mut minicbor::Decoder<'_>| {
        cbor::array(d, 2)?;
        if d.u8()? != VERSION {
            return Err(minicbor::decode::Error::message("version"));
        }
        let name = cbor::text(d, TEXT_LIMIT)?;
        Ok((!name.is_empty()).then_some(name))
    };
    cbor::read(plain, parse, encode_hello).ok_or(IntroductionFault::Hello)
}

fn encode_card(card: &Card) -> Vec<u8> {
    cbor::write(|e| {
        e.array(9)?.u8(CARD_VERSION)?.bytes(card.worker.as_bytes())?.str(&card.name)?;
        e.u8(u8::from(card.role == Role::PeerWorker))?.str(&beside_role(card))?;
        e.bytes(&card.keys.sig)?.bytes(&card.keys.kem)?.str(&card.organisation)?.str(&card.safeguarding)?;
        Ok(())
    })
}

/// The field of the team. A phone of before this was written knows two kinds of role and no names for them: it shows a
/// lead as a key worker, and what the role is called in front of the team, as in "Key worker, Housing support, Hillside".
/// What tells the parts apart is seen on no screen.
fn beside_role(card: &Card) -> String {
    let plain = |text: &str| text.replace([CALLED, LEAD], "");
    let (mut text, team) = (plain(&card.called), plain(&card.team));
    if !text.is_empty() {
        text.push(CALLED);
        text.push_str(if team.is_empty() { "" } else { ", " });
    }
    text.push_str(&team);
    if card.role == Role::Lead {
        text.push(LEAD);
    }
    text
}

/// Kind, name of the role and team. Whatever [`beside_role`] does not write is no card.
fn read_beside_role(kind: Role, text: &str) -> (Role, String, String) {
    let (role, text) = text.strip_suffix(LEAD).map_or((kind, text), |text| (Role::Lead, text));
    let (called, team) = text.split_once(CALLED).unwrap_or(("", text));
    (role, called.to_owned(), team.strip_prefix(", ").filter(|_| !called.is_empty()).unwrap_or(team).to_owned())
}

fn encode_hello(name: &Option<String>) -> Vec<u8> {
    cbor::write(|e| {
        e.array(2)?.u8(VERSION)?.str(name.as_deref().unwrap_or_default())?;
        Ok(())
    })
}

/// Everything a claim binds together; every part has a fixed length.
fn bound_keys(locator: Locator, org: OrgId, worker: WorkerId, to: &PublicKeys, from: &PublicKeys) -> Vec<u8> {
    let locator = locator.as_u32().to_be_bytes();
    [&locator[..], org.as_bytes(), worker.as_bytes(), &to.sig, &to.kem, &from.sig, &from.kem].concat()
}

fn pad(plain: &mut Vec<u8>, size: usize) {
    plain.push(0x80);
    plain.resize(size, 0);
}

fn unpad(padded: &[u8], size: usize) -> Option<&[u8]> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let (plain, mark) = padded.get(..=end)?.split_at(end);
    (mark == [0x80] && padded.len() == size).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::{CARD_VERSION, Card, beside_role, encode_card, read_beside_role};
    use crate::cbor;
    use crate::id::WorkerId;
    use crate::identity::PublicKeys;
    use crate::introduction::{SAFEGUARDING_LIMIT, TEXT_LIMIT};
    use crate::role::Role;

    fn card(role: Role, called: &str, team: &str) -> Card {
        let (worker, keys) = (WorkerId::from_bytes([7; 16]), PublicKeys { sig: [1; 32], kem: [2; 32] });
        let (name, called, team) = ("Sam".to_owned(), called.to_owned(), team.to_owned());
        Card { worker, name, role, called, team, keys, organisation: "Org".to_owned(), safeguarding: String::new() }
    }

    /// What an app from before roles had names makes of a card: whether it is a peer worker's, and the team.
    fn read_before(bytes: &[u8]) -> Option<(bool, String)> {
        type Fields = (u8, WorkerId, String, bool, String, [u8; 32], [u8; 32], String, String);
        let parse = |d: &mut minicbor::Decoder<'_>| {
            cbor::array(d, 9)?;
            let (version, worker) = (d.u8()?, WorkerId::from_bytes(cbor::bytes(d)?));
            let (name, peer, team) = (cbor::text(d, TEXT_LIMIT)?, d.u8()? != 0, cbor::text(d, TEXT_LIMIT)?);
            let (sig, kem, organisation) = (cbor::bytes(d)?, cbor::bytes(d)?, cbor::text(d, TEXT_LIMIT)?);
            Ok((version, worker, name, peer, team, sig, kem, organisation, cbor::text(d, SAFEGUARDING_LIMIT)?))
        };
        let again = |(version, worker, name, peer, team, sig, kem, organisation, safeguarding): &Fields| {
            cbor::write(|e| {
                e.array(9)?.u8(*version)?.bytes(worker.as_bytes())?.str(name)?.u8(u8::from(*peer))?.str(team)?;
                e.bytes(sig)?.bytes(kem)?.str(organisation)?.str(safeguarding)?;
                Ok(())
            })
        };
        let read: Fields = cbor::read(bytes, parse, again)?;
        (read.0 == CARD_VERSION).then_some((read.3, read.4))
    }

    #[test]
    fn a_card_says_what_a_role_is_called_and_an_app_from_before_reads_it_in_front_of_the_team() {
        for (role, called, team, shown) in [
            (Role::KeyWorker, "", "Hillside", "Hillside"),
            (Role::PeerWorker, "", "", ""),
            (Role::KeyWorker, "Housing support", "Hillside", "Housing support, Hillside"),
            (Role::PeerWorker, "Lived experience", "", "Lived experience"),
            (Role::Lead, "", "Hillside", "Hillside"),
            (Role::Lead, "Service manager", "Hill, side", "Service manager, Hill, side"),
        ] {
            let card = card(role, called, team);
            let text = beside_role(&card);
            let kind = if role == Role::PeerWorker { role } else { Role::KeyWorker };
            assert_eq!(read_beside_role(kind, &text), (role, called.to_owned(), team.to_owned()));
            let (peer, before) = read_before(&encode_card(&card)).unwrap();
            assert_eq!(
                (peer, before.replace(['\u{2063}', '\u{2064}'], "")),
                (kind == Role::PeerWorker, shown.to_owned())
            );
        }
        let odd = card(Role::KeyWorker, "A\u{2063}B", "C\u{2064}");
        let read = read_beside_role(Role::KeyWorker, &beside_role(&odd));
        assert_eq!(read, (Role::KeyWorker, "AB".to_owned(), "C".to_owned()), "what nobody sees is left out");
    }
}
