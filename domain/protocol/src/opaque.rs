//! The staff password protocol: OPAQUE (RFC 9807) over plain bytes. The password never leaves the browser; what the
//! server keeps cannot be tried against a word list without the server's own key.
//!
//! Ristretto255, Triple-DH, SHA-512, and Argon2id with 64 MiB and three passes. The stretching is fixed here: no
//! server can ask a browser for less.

use std::cell::RefCell;

use opaque_ke::errors::InternalError;
use opaque_ke::generic_array::{ArrayLength, GenericArray};
use opaque_ke::ksf::Ksf;
use opaque_ke::{
    CipherSuite, ClientLogin, ClientLoginFinishParameters, ClientRegistration, ClientRegistrationFinishParameters,
    CredentialFinalization, CredentialRequest, CredentialResponse, RegistrationRequest, RegistrationResponse,
    RegistrationUpload, Ristretto255, ServerLogin, ServerLoginParameters, ServerRegistration, ServerSetup, TripleDh,
};
use zeroize::Zeroizing;

use crate::entropy::Entropy;
use crate::stretch::{Cost, Slow, Stretching};

const CONTEXT: &[u8] = b"waymark/opaque/v1";

/// The one suite.
#[derive(Clone, Copy, Debug)]
pub struct Suite;

impl CipherSuite for Suite {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, sha2_010::Sha512>;
    type Ksf = Stretch;
}

/// The place of the stretching in the protocol. The work itself is done outside, because the protocol cannot wait for
/// another thread: a first run asks, and ends here; a second run is told, and goes on.
#[derive(Default)]
pub struct Stretch {
    asked: RefCell<Zeroizing<Vec<u8>>>,
    told: Option<Zeroizing<Vec<u8>>>,
}

impl Ksf for Stretch {
    fn hash<L: ArrayLength<u8>>(&self, input: GenericArray<u8, L>) -> Result<GenericArray<u8, L>, InternalError> {
        match &self.told {
            Some(told) if told.len() == L::USIZE && self.asked.borrow().as_slice() == input.as_slice() => {
                Ok(GenericArray::clone_from_slice(told))
            }
            Some(_) => Err(InternalError::KsfError),
            None => {
                self.asked.replace(Zeroizing::new(input.to_vec()));
                Err(InternalError::KsfError)
            }
        }
    }
}

/// Runs a last step twice, with the stretching between the two runs.
fn around_stretching<'a, T>(
    run: impl Fn(&Stretch, &mut dyn Entropy) -> Result<T, OpaqueFault> + 'a,
    entropy: &'a mut (impl Entropy + ?Sized),
) -> Result<Slow<'a, Result<T, OpaqueFault>>, OpaqueFault> {
    let asking = Stretch::default();
    // It ends where it asks, so nothing it drew is ever used.
    let _ = run(&asking, &mut |out: &mut [u8]| out.fill(0));
    let asked = asking.asked.take();
    if asked.is_empty() {
        return Err(OpaqueFault);
    }
    // The input is already unique per account (it went through the server's key), so the salt is fixed.
    let what = Stretching { cost: Cost::Full, secret: asked.clone(), salt: [0; 16], length: asked.len() };
    Ok(Slow::new(what, move |stretched| {
        let told = Stretch { asked: RefCell::new(asked), told: Some(Zeroizing::new(stretched.to_vec())) };
        run(&told, &mut |out: &mut [u8]| entropy.fill(out))
    }))
}

/// A step did not succeed: bytes of another form, or the wrong password. Nothing says which.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the password protocol did not succeed")]
pub struct OpaqueFault;

/// What the browser keeps until the server has answered, and what it sends.
pub struct ClientStart<S> {
    /// To be given to the finishing step.
    pub state: S,
    /// To be sent.
    pub message: Vec<u8>,
}

/// State between the two steps of a registration.
pub struct Registering(ClientRegistration<Suite>);
/// State between the two steps of a sign-in.
pub struct SigningIn(ClientLogin<Suite>);

/// The end of a registration or a sign-in in the browser.
pub struct ClientFinish {
    /// To be sent.
    pub message: Vec<u8>,
    /// The same 64 bytes at every sign-in with this password; the server never learns them.
    pub export_key: Zeroizing<Vec<u8>>,
}

/// Browser: begins a registration.
///
/// # Errors
/// [`OpaqueFault`] if the protocol cannot hash the password, which no known password causes.
pub fn client_start_registration(
    password: &[u8],
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<ClientStart<Registering>, OpaqueFault> {
    let start = ClientRegistration::<Suite>::start(&mut OpaqueRandom(entropy), password).map_err(|_| OpaqueFault)?;
    Ok(ClientStart { state: Registering(start.state), message: start.message.serialize().to_vec() })
}

/// Browser: ends a registration.
///
/// # Errors
/// [`OpaqueFault`] for a reply of another form.
pub fn client_finish_registration<'a>(
    state: Registering,
    password: &'a [u8],
    reply: &[u8],
    entropy: &'a mut (impl Entropy + ?Sized),
) -> Result<Slow<'a, Result<ClientFinish, OpaqueFault>>, OpaqueFault> {
    let parsed = RegistrationResponse::<Suite>::deserialize(reply).map_err(|_| OpaqueFault)?;
    whole(&parsed.serialize(), reply)?;
    let run = move |ksf: &Stretch, entropy: &mut dyn Entropy| {
        let parameters = ClientRegistrationFinishParameters { ksf: Some(ksf), ..Default::default() };
        let finish = state.0.clone().finish(&mut OpaqueRandom(entropy), password, parsed.clone(), parameters);
        let finish = finish.map_err(|_| OpaqueFault)?;
        let export_key = Zeroizing::new(finish.export_key.to_vec());
        Ok(ClientFinish { message: finish.message.serialize().to_vec(), export_key })
    };
    around_stretching(run, entropy)
}

/// Browser: begins a sign-in.
///
/// # Errors
/// [`OpaqueFault`] if the protocol cannot hash the password, which no known password causes.
pub fn client_start_sign_in(
    password: &[u8],
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<ClientStart<SigningIn>, OpaqueFault> {
    let start = ClientLogin::<Suite>::start(&mut OpaqueRandom(entropy), password).map_err(|_| OpaqueFault)?;
    Ok(ClientStart { state: SigningIn(start.state), message: start.message.serialize().to_vec() })
}

/// Browser: ends a sign-in. A wrong name or a wrong password shows only after the stretching.
///
/// # Errors
/// [`OpaqueFault`] for a reply of another form.
pub fn client_finish_sign_in<'a>(
    state: SigningIn,
    password: &'a [u8],
    reply: &[u8],
    entropy: &'a mut (impl Entropy + ?Sized),
) -> Result<Slow<'a, Result<ClientFinish, OpaqueFault>>, OpaqueFault> {
    let parsed = CredentialResponse::<Suite>::deserialize(reply).map_err(|_| OpaqueFault)?;
    whole(&parsed.serialize(), reply)?;
    let run = move |ksf: &Stretch, entropy: &mut dyn Entropy| {
        let parameters = ClientLoginFinishParameters { context: Some(CONTEXT), ksf: Some(ksf), ..Default::default() };
        let finish = state.0.clone().finish(&mut OpaqueRandom(entropy), password, parsed.clone(), parameters);
        let finish = finish.map_err(|_| OpaqueFault)?;
        let export_key = Zeroizing::new(finish.export_key.to_vec());
        Ok(ClientFinish { message: finish.message.serialize().to_vec(), export_key })
    };
    around_stretching(run, entropy)
}

/// Server: draws its own key, once. Losing it means that every worker sets up anew.
pub fn make_server_setup(entropy: &mut (impl Entropy + ?Sized)) -> Vec<u8> {
    ServerSetup::<Suite>::new(&mut OpaqueRandom(entropy)).serialize().to_vec()
}

/// Server: answers the beginning of a registration of the account `name`.
///
/// # Errors
/// [`OpaqueFault`] for a request or a key of another form.
pub fn server_register(setup: &[u8], request: &[u8], name: &[u8]) -> Result<Vec<u8>, OpaqueFault> {
    let setup = ServerSetup::<Suite>::deserialize(setup).map_err(|_| OpaqueFault)?;
    let parsed = RegistrationRequest::<Suite>::deserialize(request).map_err(|_| OpaqueFault)?;
    whole(&parsed.serialize(), request)?;
    let start = ServerRegistration::<Suite>::start(&setup, parsed, name).map_err(|_| OpaqueFault)?;
    Ok(start.message.serialize().to_vec())
}

/// Server: what to keep of a finished registration.
///
/// # Errors
/// [`OpaqueFault`] for an upload of another form.
pub fn server_record(upload: &[u8]) -> Result<Vec<u8>, OpaqueFault> {
    let parsed = RegistrationUpload::<Suite>::deserialize(upload).map_err(|_| OpaqueFault)?;
    whole(&parsed.serialize(), upload)?;
    Ok(ServerRegistration::finish(parsed).serialize().to_vec())
}

/// Server: answers the beginning of a sign-in with the state to keep and the reply. Without a record the reply is
/// made from a fake one: it looks the same and never ends in a sign-in.
///
/// # Errors
/// [`OpaqueFault`] for a request, a record or a key of another form.
pub fn server_sign_in(
    setup: &[u8],
    record: Option<&[u8]>,
    request: &[u8],
    name: &[u8],
    entropy: &mut (impl Entropy + ?Sized),
) -> Result<(Vec<u8>, Vec<u8>), OpaqueFault> {
    let setup = ServerSetup::<Suite>::deserialize(setup).map_err(|_| OpaqueFault)?;
    let record = record.map(ServerRegistration::<Suite>::deserialize).transpose().map_err(|_| OpaqueFault)?;
    let parsed = CredentialRequest::<Suite>::deserialize(request).map_err(|_| OpaqueFault)?;
    whole(&parsed.serialize(), request)?;
    let start = ServerLogin::start(&mut OpaqueRandom(entropy), &setup, record, parsed, name, parameters())
        .map_err(|_| OpaqueFault)?;
    Ok((start.state.serialize().to_vec(), start.message.serialize().to_vec()))
}

/// Server: checks the last message of a sign-in.
///
/// # Errors
/// [`OpaqueFault`] unless the browser knew the password.
pub fn server_finish(state: &[u8], finalization: &[u8]) -> Result<(), OpaqueFault> {
    let state = ServerLogin::<Suite>::deserialize(state).map_err(|_| OpaqueFault)?;
    let parsed = CredentialFinalization::<Suite>::deserialize(finalization).map_err(|_| OpaqueFault)?;
    whole(&parsed.serialize(), finalization)?;
    state.finish(parsed, parameters()).map(|_| ()).map_err(|_| OpaqueFault)
}

/// opaque-ke reads past a tail; nothing here may carry one.
fn whole(again: &[u8], bytes: &[u8]) -> Result<(), OpaqueFault> {
    if again == bytes { Ok(()) } else { Err(OpaqueFault) }
}

fn parameters() -> ServerLoginParameters<'static, 'static> {
    ServerLoginParameters { context: Some(CONTEXT), ..Default::default() }
}

/// Our source of randomness as opaque-ke's older stack wants it.
struct OpaqueRandom<'a, E: ?Sized>(&'a mut E);

impl<E: Entropy + ?Sized> rand_core_06::RngCore for OpaqueRandom<'_, E> {
    fn next_u32(&mut self) -> u32 {
        rand_core_06::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core_06::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, out: &mut [u8]) {
        self.0.fill(out);
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), rand_core_06::Error> {
        self.0.fill(out);
        Ok(())
    }
}

impl<E: Entropy + ?Sized> rand_core_06::CryptoRng for OpaqueRandom<'_, E> {}
