//! Everything the app asks of the browser, one file per need. Only these files, `store/indexed*` and `sync/api*`
//! name web-sys, js-sys or gloo's bindings; each function answers in plain Rust types.
pub mod address;
pub mod clipboard;
pub mod clock;
pub mod connection;
pub mod device;
pub mod events;
pub mod files;
pub mod held;
pub mod history;
pub mod install;
pub mod intl;
pub mod look;
pub mod note;
pub mod part;
pub mod passkey;
pub mod quick_taps;
pub mod quiet;
pub mod random;
pub mod same_browser;
pub mod service_worker;
pub mod speech;
pub mod storage;
pub mod stretch;
pub mod tabs;
pub mod text;
