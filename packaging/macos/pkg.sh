#!/bin/sh
# Packs Followthrough.app as a .pkg for everybody of a Mac, signed and notarised where the names to do it under are given:
#
#   pkg.sh Followthrough.app TARGET.pkg VERSION
#
# APP_IDENTITY         "Developer ID Application: ..." of the keychain
# INSTALLER_IDENTITY   "Developer ID Installer: ..." of the keychain
# NOTARY_PROFILE       a profile kept by `xcrun notarytool store-credentials`
#
# Without them the package is made all the same, unsigned, and says so.
set -eu

if [ $# -ne 3 ] || [ ! -x "$1/Contents/MacOS/followthrough" ]; then
    echo "usage: pkg.sh Followthrough.app TARGET.pkg VERSION" >&2
    exit 2
fi
app=$1 target=$2 version=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/tree/Applications" "$work/tree/Library/LaunchAgents"
cp -R "$app" "$work/tree/Applications/Followthrough.app"
cp "$here/com.example.followthrough.plist" "$work/tree/Library/LaunchAgents/"
chmod 644 "$work/tree/Library/LaunchAgents/com.example.followthrough.plist"

if [ -n "${APP_IDENTITY:-}" ]; then
    # from within to without: a signature covers what it encloses
    find "$work/tree/Applications" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$APP_IDENTITY"
    codesign --force --timestamp --options runtime --entitlements "$here/followthrough.entitlements" \
        --sign "$APP_IDENTITY" "$work/tree/Applications/Followthrough.app"
    codesign --verify --deep --strict "$work/tree/Applications/Followthrough.app"
else
    echo "not signed: APP_IDENTITY is not set"
fi

# no scripts: nothing of the package runs as root, and it looks into nobody's home
pkgbuild --root "$work/tree" --identifier com.example.followthrough --version "$version" \
    --install-location / "$work/followthrough.pkg"
if [ -n "${INSTALLER_IDENTITY:-}" ]; then
    productbuild --package "$work/followthrough.pkg" --sign "$INSTALLER_IDENTITY" "$target"
else
    productbuild --package "$work/followthrough.pkg" "$target"
fi
if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$target" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$target"
else
    echo "not notarised: NOTARY_PROFILE is not set"
fi
echo "$target"
