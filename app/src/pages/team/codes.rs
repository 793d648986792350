//! The app for one-time codes: connecting one, and the field for a code of it.
use crate::components::{CodeLetters, QrPicture, Takes, TextField};
use crate::i18n::*;
use crate::platform::address;
use leptos::prelude::*;

/// A picture to scan and the same as letters, for an app that is to be connected.
#[component]
pub(super) fn ConnectCodes(
    /// The name to sign in with, as the app will list it.
    name: String,
    /// What the app is to know.
    secret: Vec<u8>,
) -> impl IntoView {
    let i18n = use_i18n();
    let letters = base32(&secret);
    let groups: Vec<String> =
        letters.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    let uri = format!("otpauth://totp/Waymark:{}?secret={letters}&issuer=Waymark", address::encoded(&name),);
    view! {
        <p>{t!(i18n, team.codes.connect)}</p>
        <div class="small-qr"><QrPicture text=uri label=t_string!(i18n, team.codes.qr)/></div>
        <p class="label">{t!(i18n, team.codes.or_type)}</p>
        <div id="codes-secret"><CodeLetters code=groups.join("-")/></div>
    }
}

/// Six digits.
#[component]
pub(super) fn CodeField(value: RwSignal<String>, on_enter: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField
            id="code"
            label=move || t_string!(i18n, team.codes.code)
            hint=move || t_string!(i18n, team.codes.code_hint)
            value=value
            on_input=move |text| value.set(text)
            keyboard="numeric"
            autocomplete="one-time-code"
            takes=Takes::SignIn
            max=12
            on_enter=on_enter
        />
    }
}

/// RFC 4648 without padding, as apps for codes read it.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |place: usize| bytes.get(place / 8).map_or(0, |byte| byte >> (7 - place % 8) & 1);
    let value = |letter: usize| (0..5).fold(0, |value, n| value << 1 | bit(letter * 5 + n));
    let letters = 0..(bytes.len() * 8).div_ceil(5);
    letters.map(|letter| char::from(ALPHABET[usize::from(value(letter) & 31)])).collect()
}

#[cfg(test)]
mod tests {
    use super::base32;

    #[test]
    fn letters_are_those_of_the_standard() {
        for (bytes, letters) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(bytes.as_bytes()), letters);
        }
    }
}
