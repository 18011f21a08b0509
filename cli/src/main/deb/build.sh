#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Completes the tree of files that Maven has laid out, and makes a Debian package of it. Ends with 3 where
# the machine has not what that takes.
#
#   build.sh TREE VERSION RELEASED JAVA_HOME DIRECTORY

set -eu

tree=$1
version=$2
released=$3
java_home=$4
directory=$5
home=$tree/usr/lib/halfturn
doc=$tree/usr/share/doc/halfturn

cannot() {
  echo "no Debian package is made: $1" >&2
  exit 3
}

rm -f "$directory"/halfturn_*.deb
for library in libc6 libstdc++6 zlib1g; do
  dpkg-query --show "$library" >/dev/null 2>&1 || cannot "Debian's package $library is not there"
done

# Enough for the command, and for what plug-ins of mail and cloud services usually want.
rm -rf "$home/runtime"
"$java_home/bin/jlink" \
  --add-modules java.base,java.logging,java.management,java.naming,java.net.http \
  --add-modules java.security.jgss,java.sql,java.xml \
  --add-modules jdk.crypto.ec,jdk.httpserver,jdk.net,jdk.unsupported,jdk.zipfs \
  --strip-java-debug-attributes --no-header-files --no-man-pages \
  --output "$home/runtime" || cannot "$java_home makes no runtime"
# the runtime's own archive of classes, which the one of the command's classes stands on
"$home/runtime/bin/java" -Xshare:dump >/dev/null
chmod -R u=rwX,go=rX "$home/runtime"

mkdir -p "$tree/usr/bin"
ln -sf ../lib/halfturn/bin/halfturn "$tree/usr/bin/halfturn"
ln -sf /var/cache/halfturn/classes.jsa "$home/lib/classes.jsa"

gzip -9nf "$tree"/usr/share/man/man1/*.1
cat >"$doc/changelog" <<END
halfturn ($version) unstable; urgency=medium

  * Release $version. What is new in it is in CHANGELOG.md of the sources.

 -- The Halfturn authors <noreply@halfturn.dev>  $(LC_ALL=C date -u -R -d "$released")
END
gzip -9nf "$doc/changelog"

# not for a system that is older than this one
installed() {
  version_here=$(dpkg-query --show --showformat='${Version}' "$1:$architecture")
  echo "$1 (>= ${version_here%-*})"
}

architecture=$(dpkg --print-architecture)
size=$(du -ks "$tree" | cut -f1)
libraries="$(installed libc6), $(installed libstdc++6), $(installed zlib1g)"
sed -i "s/@ARCHITECTURE@/$architecture/; s/@SIZE@/$size/; s/@LIBRARIES@/$libraries/" \
  "$tree/DEBIAN/control"
dpkg-deb --root-owner-group -Zxz -z3 --build "$tree" \
  "$directory/halfturn_${version}_$architecture.deb"
