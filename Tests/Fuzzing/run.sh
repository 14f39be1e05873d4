#!/bin/sh
# Builds one fuzzing target from the rooms' sources, without the package, and runs it.
set -eu
target=$1
seconds=${2:-60}
root=$(cd "$(dirname "$0")/../.." && pwd)
out="$root/.build/fuzzing"
mkdir -p "$out/corpus-$target"
cd "$out"
flags="-swift-version 6 -O -enable-upcoming-feature InternalImportsByDefault \
-enable-upcoming-feature MemberImportVisibility -enable-upcoming-feature ExistentialAny"
fuzz="-sanitize=fuzzer,address -parse-as-library"
case $target in
    json) rooms="Core" ;;
    policy) rooms="Core Policy" ;;
    *) rooms="Core Policy Templates" ;;
esac
objects=""
for room in $rooms; do
    find "$root/Sources/Countersign$room" -name '*.swift' > "$room.files"
    # shellcheck disable=SC2086
    swiftc $flags $fuzz -wmo -emit-module -emit-module-path "Countersign$room.swiftmodule" -I . \
        -module-name "Countersign$room" -c -o "$room.o" $(cat "$room.files")
    objects="$objects $room.o"
done
# shellcheck disable=SC2086
swiftc $flags $fuzz -I . -module-name Fuzz -o "fuzz-$target" "$root/Tests/Fuzzing/$target.swift" \
    $objects
exec "./fuzz-$target" -max_total_time="$seconds" -max_len=4096 -artifact_prefix="$target-" "corpus-$target" \
    "$root/Templates" "$root/Policies"
