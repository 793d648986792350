//! A small world to test in: made-up packs, one worker, a clock that is only ever passed in.

use notebook::check_in::{CheckIn, Company, Draft, Responses};
use notebook::consent::{Consent, From, Grant, Scope};
use notebook::id::{CheckInId, ConsentId, OrgId, WorkerId};
use notebook::instrument::{Confirmation, Instrument, KEY_AREAS, built_in};
use notebook::records::{Change, Contact, ContactState, OrgPin, Record, Records, RootRecord};
use notebook::role::Role;
use notebook::time::{Moment, Stamp};

#[path = "../../../protocol/tests/shared/packs.rs"]
mod packs;
#[path = "../../../protocol/tests/shared/world.rs"]
mod world;

pub(crate) use packs::{adds_up, data, day, licensed, practice, scored, structure};
pub(crate) use world::{MORNING, SAM};

/// `minutes` after [`MORNING`].
pub(crate) fn later(minutes: i64) -> Stamp {
    Stamp { at: Moment(MORNING.at.0 + minutes * 60_000), ..MORNING }
}

pub(crate) fn confirmed_structure() -> Instrument {
    let by = "Jo Green".to_owned();
    Instrument { confirmation: Some(Confirmation { by, on: day("2026-05-01"), demo: false }), ..structure() }
}

pub(crate) fn areas() -> Instrument {
    built_in().into_iter().find(|it| it.pack.id == KEY_AREAS).unwrap()
}

/// Answers in order; `None` skips.
pub(crate) fn responses(instrument: &Instrument, places: impl IntoIterator<Item = Option<u8>>) -> Responses {
    let mut responses = Responses::default();
    for (item, place) in instrument.pack.items.iter().zip(places) {
        match place {
            Some(place) => responses.answer(instrument, &item.id, place).unwrap(),
            None => responses.skip(instrument, &item.id).unwrap(),
        }
    }
    responses
}

pub(crate) fn check_in_of(n: u8, instrument: &Instrument, places: &[Option<u8>], at: Stamp) -> CheckIn {
    let mut draft = Draft::start(CheckInId::from_bytes([n; 16]), instrument, at);
    draft.company = Some(Company::OnMyOwn);
    draft.responses = responses(instrument, places.iter().copied());
    // Its result has been opened, as nearly always.
    CheckIn { unseen: false, ..draft.complete(instrument, at, at.day()).unwrap() }
}

pub(crate) fn all_answered(place: u8) -> Vec<Option<u8>> {
    vec![Some(place); 11]
}

pub(crate) fn contact(worker: WorkerId) -> Contact {
    Contact {
        worker,
        name: "Sam".to_owned(),
        role: Role::KeyWorker,
        team: "Salford".to_owned(),
        kem_pk: [1; 32],
        sig_pk: [2; 32],
        check_words: ["one", "two", "three", "four", "five", "six"].map(str::to_owned),
        name_told: true,
        met: MORNING,
        state: ContactState::Introduced,
        told_since: None,
        called: String::new(),
    }
}

/// A phone on which Sam has been introduced.
pub(crate) fn phone() -> Records {
    let mut records = Records { identity: Some(RootRecord { root: [0x11; 16] }), ..Records::default() };
    let (name, safeguarding) = ("Org".to_owned(), String::new());
    records.org = Some(OrgPin { org_id: OrgId::from_bytes([0xa0; 16]), name, safeguarding, complaints: None });
    records.settings.name = Some("Ash".to_owned());
    records.contacts.insert(SAM, contact(SAM));
    records
}

pub(crate) fn grant(n: u8, scope: Scope, from: From, granted: Stamp) -> Grant {
    Grant {
        id: ConsentId::from_bytes([n; 16]),
        worker: SAM,
        scope,
        from,
        granted,
        until: granted.day().add_months(6),
        wording: "permission-1".to_owned(),
        without_asking: false,
        salt: [9; 16],
    }
}

/// A permission that is on record.
pub(crate) fn granted(records: &mut Records, grant: Grant) -> Consent {
    let consent = Consent::grant(grant).unwrap();
    records.apply(&Change::Put(Record::Consent(consent.clone())));
    consent
}
