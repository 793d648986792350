//! From what went wrong to a sentence of the catalogue: what happened, that nothing is lost, what to do now.
use crate::platform::intl::{self, Plural};
use crate::state::{Fault, Finding};
use crate::store::StoreError;
use crate::sync::MeetingFault;
use domain::backup::BackupFault;
use domain::introduction::CodeFault;
use domain::lock::{LockFault, PIN_MIN, WORDS_MIN};
use domain::seal::copy::{CopyFault, PASSPHRASE_MIN};
use domain::seal::recovery::WordsFault;
use domain::sync::meeting::NotMet;
use domain::weak::Weak;

/// The language in use, handed to functions that are no components.
pub(crate) use crate::i18n::I18n;

/// A sentence of the catalogue as a `String`, once: for attributes, titles and lists.
macro_rules! say {
    ($i18n:expr, $($key:tt)+) => { $crate::i18n::t!($i18n, $($key)+).to_string() };
}
pub(crate) use say;

/// Two sentences: what happened; that nothing is lost and what to do now.
pub(crate) fn fault(i18n: I18n, fault: &Fault) -> (String, String) {
    match fault {
        Fault::Store(error) => store(i18n, error),
        Fault::Gone => (say!(i18n, errors.gone), say!(i18n, errors.gone_next)),
        Fault::Answer(_) => (say!(i18n, errors.answer), say!(i18n, errors.answer_next)),
        Fault::Incomplete(_) => (say!(i18n, errors.incomplete), say!(i18n, errors.incomplete_next)),
        Fault::Amend(_) => (say!(i18n, errors.amend), say!(i18n, errors.amend_next)),
        Fault::Aspiration(_) => (say!(i18n, errors.aspiration), say!(i18n, errors.aspiration_next)),
        Fault::Grant(_) => (say!(i18n, errors.grant), say!(i18n, errors.grant_next)),
        Fault::Code(code) => (self::code(i18n, code), say!(i18n, errors.code_next)),
        Fault::Meeting(meeting) => self::meeting(i18n, meeting),
        Fault::Copy(copy) => (self::copy(i18n, *copy), say!(i18n, errors.copy.next)),
        Fault::Words(words) => (recovery(i18n, words), say!(i18n, errors.copy.next)),
        Fault::Finding(finding) => self::finding(i18n, *finding),
        Fault::NoMemory(_) => memory(i18n),
        Fault::Lock(lock) => (self::lock(i18n, *lock), say!(i18n, errors.lock.next)),
        Fault::NoFile => (say!(i18n, errors.copy.no_file), say!(i18n, errors.copy.next)),
        Fault::NotIntroduced => (say!(i18n, errors.not_introduced), say!(i18n, errors.not_introduced_next)),
    }
}

/// As `fault`, where only the storage of this phone can refuse.
pub(crate) fn not_kept(i18n: I18n, fault: &Fault) -> (String, String) {
    match fault {
        Fault::Store(error) => store(i18n, error),
        _ => store(i18n, &StoreError::NotOpen),
    }
}

/// What the storage of this phone could not do.
pub(crate) fn store(i18n: I18n, error: &StoreError) -> (String, String) {
    match error {
        StoreError::Unavailable => (say!(i18n, errors.store.unavailable), say!(i18n, errors.store.unavailable_next)),
        StoreError::Closed => (say!(i18n, errors.store.closed), say!(i18n, errors.store.closed_next)),
        StoreError::Full | StoreError::DiskFull => (say!(i18n, errors.store.full), say!(i18n, errors.store.full_next)),
        StoreError::Blocked => (say!(i18n, errors.store.blocked), say!(i18n, errors.store.blocked_next)),
        StoreError::NewerVersion => (say!(i18n, errors.store.newer), say!(i18n, errors.store.newer_next)),
        StoreError::KeyLost => (say!(i18n, errors.store.key), say!(i18n, errors.store.key_next)),
        StoreError::ChangedElsewhere => (say!(i18n, errors.store.elsewhere), say!(i18n, errors.store.elsewhere_next)),
        StoreError::Locked => (say!(i18n, errors.store.locked), say!(i18n, errors.store.locked_next)),
        StoreError::Damaged => (say!(i18n, errors.store.damaged), say!(i18n, errors.store.damaged_next)),
        StoreError::AsideTaken => (say!(i18n, errors.store.aside), say!(i18n, errors.store.aside_next)),
        StoreError::Encoding | StoreError::NotOpen | StoreError::Unproved | StoreError::Refused(_) => {
            (say!(i18n, errors.store.other), say!(i18n, errors.store.other_next))
        }
    }
}

fn code(i18n: I18n, fault: &CodeFault) -> String {
    match fault {
        CodeFault::TooShort => say!(i18n, errors.code_short),
        CodeFault::TooLong => say!(i18n, errors.code_long),
        CodeFault::NotALetter(letter) => say!(i18n, errors.code_letter, letter = *letter),
        CodeFault::CheckLetter => say!(i18n, errors.code_check),
    }
}

fn copy(i18n: I18n, fault: CopyFault) -> String {
    match fault {
        CopyFault::NotACopy => say!(i18n, errors.copy.not_a_copy),
        CopyFault::Newer => say!(i18n, errors.copy.newer),
        CopyFault::TooLarge => say!(i18n, errors.copy.too_large),
        CopyFault::Sealed | CopyFault::OtherLock => say!(i18n, errors.copy.sealed),
        CopyFault::Unproved => say!(i18n, errors.copy.unproved),
        CopyFault::Weak(weak) => self::weak(i18n, weak, PASSPHRASE_MIN),
    }
}

/// The phone has too little memory to turn what was typed into a key.
fn memory(i18n: I18n) -> (String, String) {
    (say!(i18n, errors.memory.title), say!(i18n, errors.memory.next))
}

fn finding(i18n: I18n, finding: Finding) -> (String, String) {
    match finding {
        Finding::None => (say!(i18n, errors.backup.none), say!(i18n, errors.backup.none_next)),
        Finding::Damaged => (say!(i18n, errors.backup.damaged), say!(i18n, errors.backup.damaged_next)),
        Finding::Newer => (say!(i18n, errors.backup.newer), say!(i18n, errors.backup.newer_next)),
        Finding::Offline => (say!(i18n, errors.backup.offline), say!(i18n, errors.backup.later)),
        Finding::Away => (say!(i18n, errors.backup.away), say!(i18n, errors.backup.later)),
    }
}

/// Why the copy with the organisation is not made.
pub(crate) fn backup(i18n: I18n, fault: BackupFault) -> (String, String) {
    match fault {
        BackupFault::TooLarge => (say!(i18n, errors.backup.too_large), say!(i18n, errors.backup.too_large_next)),
        BackupFault::Newer => (say!(i18n, errors.backup.newer), say!(i18n, errors.backup.newer_here_next)),
        BackupFault::Older => (say!(i18n, errors.backup.older), say!(i18n, errors.backup.older_next)),
        BackupFault::Malformed | BackupFault::Sealed => {
            (say!(i18n, errors.backup.damaged), say!(i18n, errors.backup.damaged_here_next))
        }
    }
}

/// Why something cannot be the app lock.
pub(crate) fn lock(i18n: I18n, fault: LockFault) -> String {
    match fault {
        LockFault::NotDigits => say!(i18n, errors.lock.digits),
        LockFault::TooFewDigits => say!(i18n, errors.lock.few_digits, count = PIN_MIN),
        LockFault::TooFewWords => say!(i18n, errors.lock.few_words, count = WORDS_MIN),
    }
}

/// Why something is no secret to speak of, and what would be.
pub(crate) fn weak(i18n: I18n, weak: Weak, least: usize) -> String {
    match weak {
        Weak::Short => say!(i18n, errors.weak.short, count = least),
        Weak::Repeated => say!(i18n, errors.weak.repeated),
        Weak::Row => say!(i18n, errors.weak.row),
        Weak::Common => say!(i18n, errors.weak.common),
    }
}

fn recovery(i18n: I18n, fault: &WordsFault) -> String {
    match fault {
        WordsFault::Count(count) => match intl::plural(*count) {
            Plural::One => say!(i18n, errors.copy.count_single),
            Plural::Other => say!(i18n, errors.copy.count_many, count = *count),
        },
        WordsFault::Unknown(place, typed) => say!(i18n, errors.copy.unknown, place = *place, typed = typed.as_str()),
        WordsFault::Check => say!(i18n, errors.copy.check),
    }
}

fn meeting(i18n: I18n, fault: &MeetingFault) -> (String, String) {
    match fault {
        MeetingFault::NoIntroduction => (say!(i18n, errors.no_introduction), say!(i18n, errors.no_introduction_next)),
        MeetingFault::NotGenuine => (say!(i18n, errors.not_genuine), say!(i18n, errors.not_genuine_next)),
        MeetingFault::NotMet(NotMet::OtherOrganisation) => {
            (say!(i18n, errors.other_organisation), say!(i18n, errors.other_organisation_next))
        }
        MeetingFault::NoMemory(_) => memory(i18n),
        MeetingFault::NotMet(NotMet::OtherKeys { name }) => {
            let name = name.split_whitespace().next().unwrap_or(name);
            (say!(i18n, errors.other_keys, name = name), say!(i18n, errors.other_keys_next, name = name))
        }
        MeetingFault::NotSealed => (say!(i18n, errors.not_sealed), say!(i18n, errors.not_sealed_next)),
        MeetingFault::Api(_) => (say!(i18n, errors.no_answer), say!(i18n, errors.no_answer_next)),
    }
}
