//! `cargo xtask deb`: a Debian package of the release build, with a systemd unit.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What goes where: path in the repository, path in the package, mode.
const FILES: &[(&str, &str, u32)] = &[
    (
        "packaging/changbei.service",
        "lib/systemd/system/changbei.service",
        0o644,
    ),
    ("packaging/default", "etc/default/changbei", 0o644),
    ("packaging/postinst", "DEBIAN/postinst", 0o755),
    ("packaging/prerm", "DEBIAN/prerm", 0o755),
    (
        "docs/operations.md",
        "usr/share/doc/changbei/operations.md",
        0o644,
    ),
    (
        "docs/plan-language.md",
        "usr/share/doc/changbei/plan-language.md",
        0o644,
    ),
    ("LICENSE", "usr/share/doc/changbei/copyright", 0o644),
];

/// Builds the binary and the package; prints where it lies.
pub fn run(root: &Path) -> ExitCode {
    match build(root) {
        Ok(package) => {
            println!("{}", package.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("no package was made: {error}");
            ExitCode::from(1)
        }
    }
}

fn build(root: &Path) -> io::Result<PathBuf> {
    succeed(
        Command::new("cargo")
            .args(["build", "--release", "-p", "changbei"])
            .current_dir(root),
    )?;
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |given| root.join(given));
    let stage = target.join("deb");
    if stage.exists() {
        fs::remove_dir_all(&stage)?;
    }
    put(
        &target.join("release/changbei"),
        &stage.join("usr/bin/changbei"),
        0o755,
    )?;
    for (from, to, mode) in FILES {
        put(&root.join(from), &stage.join(to), *mode)?;
    }
    let architecture = said(Command::new("dpkg").arg("--print-architecture"))?;
    let version = env!("CARGO_PKG_VERSION");
    let control = format!(
        "Package: changbei\nVersion: {version}\nArchitecture: {architecture}\n\
         Maintainer: The changbei developers <changbei@localhost>\n\
         Depends: libc6, adduser\nSection: misc\nPriority: optional\n\
         Description: emergency plans that run\n \
         Reads an organisation's written emergency plans, checks them, runs them when\n \
         something happens, and proves afterwards what was done.\n"
    );
    fs::write(stage.join("DEBIAN/control"), control)?;
    fs::write(stage.join("DEBIAN/conffiles"), "/etc/default/changbei\n")?;
    let package = target.join(format!("changbei_{version}_{architecture}.deb"));
    succeed(
        Command::new("dpkg-deb")
            .args(["--root-owner-group", "--build"])
            .arg(&stage)
            .arg(&package),
    )?;
    Ok(package)
}

fn put(from: &Path, to: &Path, mode: u32) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::copy(from, to)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", from.display())))?;
    fs::set_permissions(to, fs::Permissions::from_mode(mode))
}

fn succeed(command: &mut Command) -> io::Result<()> {
    let status = command.status()?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{command:?}: {status}")))
}

fn said(command: &mut Command) -> io::Result<String> {
    let output = command.output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("{command:?}: {}", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
