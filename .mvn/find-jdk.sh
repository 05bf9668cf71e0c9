# Sets JAVA_HOME to a JDK 25. Sourced by mvnw and run, so it is POSIX sh and leaves no variable behind.
# Returns 1 with one sentence on standard error when there is none.

is_jdk_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."+]' "$1/release"
}

find_jdk_25() {
  if [ -n "${JAVA_HOME-}" ] && is_jdk_25 "$JAVA_HOME"; then
    echo "$JAVA_HOME"
    return 0
  fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=${on_path%/bin/javac}
    if is_jdk_25 "$on_path"; then
      echo "$on_path"
      return 0
    fi
  fi
  for folder in /usr/lib/jvm /usr/java /opt /opt/java "$HOME/.sdkman/candidates/java" "$HOME/.jdks" \
    "$HOME/.asdf/installs/java" "$HOME/.local/share/mise/installs/java" /Library/Java/JavaVirtualMachines; do
    [ -d "$folder" ] || continue
    for name in $(ls "$folder"); do
      for candidate in "$folder/$name" "$folder/$name/Contents/Home"; do
        if is_jdk_25 "$candidate"; then
          echo "$candidate"
          return 0
        fi
      done
    done
  done
  return 1
}

if found_jdk_25=$(find_jdk_25); then
  JAVA_HOME=$found_jdk_25
  export JAVA_HOME
  unset found_jdk_25
else
  echo "Tegata needs a JDK 25 and found none: install one (for example from https://adoptium.net) and set JAVA_HOME to it." >&2
  exit 1
fi
