//! Runs compiled WebAssembly tests in a browser: the binding generator's own runner, at the version we lock.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())?;
    Ok(())
}
