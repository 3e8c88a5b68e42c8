# SPDX-License-Identifier: Apache-2.0
# Sourced by the scripts that run Anabranch from its source tree. They set
#   program   their name, for messages
#   root      the repository
# and call find_java, build_if_needed MODULE and run_java MAIN-CLASS ARGUMENTS, in this order.
#   JAVA_HOME             the Java to run on, 17 or newer; without it: the one on the PATH
#   ANABRANCH_JAVA_OPTS   options of the JVM; default: -Xmx4g; those of the collector (up to Java 25) stand before

fail() {
  echo "$program: $*" >&2
  exit 3
}

# Sets java and java_options.
find_java() {
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  command -v "$java" >/dev/null || fail "Java 17 or newer is needed, and there is no $java"
  local version
  version="$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)"
  [[ "${version:-0}" -ge 17 ]] || fail "Java 17 or newer is needed; $java is Java ${version:-unknown}"
  java_options=(--add-modules jdk.incubator.vector)
  if [[ "$version" -ge 24 ]]; then
    # What Flink's and Kafka's libraries do, and newer JVMs warn about.
    java_options+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
  fi
  local user_options
  # Given before the user's, which may say otherwise. Left to itself, G1 marks a heap of which a
  # fifth is in use again and again, and refines cards beside the job that cost nothing in a pause.
  if [[ "$version" -le 25 ]]; then
    java_options+=(-XX:-G1UseAdaptiveIHOP -XX:InitiatingHeapOccupancyPercent=60)
    java_options+=(-XX:G1RSetUpdatingPauseTimePercent=50)
  fi
  # Vertices lie all over the heap: with pages of 4 kB many a look at one misses the processor's
  # table of pages, too.
  local huge=/sys/kernel/mm/transparent_hugepage/enabled
  if [[ -r "$huge" && "$(<"$huge")" != *"[never]"* ]]; then
    java_options+=(-XX:+UseTransparentHugePages)
  fi
  read -r -a user_options <<<"${ANABRANCH_JAVA_OPTS:--Xmx4g}"
  java_options+=(${user_options[@]+"${user_options[@]}"})
}

# Of several that start at once, one builds and the others wait for it.
# Sets classpath: a file, of the newest build of the module, dated to the moment when that began.
build_if_needed() { # module
  local reason
  classpath="$root/$1/target/app/classpath"
  reason="$(reason_to_build "$1")"
  if [[ -z "$reason" ]]; then
    return
  fi
  command -v mvn >/dev/null || fail "Maven (mvn) is needed to build, and is not on the PATH"
  (
    if command -v flock >/dev/null; then
      flock 9
    fi
    reason="$(reason_to_build "$1")"
    if [[ -n "$reason" ]]; then
      echo "$program: building, because $reason" >&2
      build "$1" 9<&-
    fi
  ) 9<"$root/pom.xml"
}

# more_classpath, where it is set, begins with a colon.
run_java() { # main class, arguments
  exec "$java" "${java_options[@]}" -cp "$(<"$classpath")${more_classpath:-}" "$@"
}

# The module and those of ours that it stands on, as the poms have it.
modules_of() { # module
  local module
  echo "$1"
  for module in $(sed -n 's:.*<groupId>io.anabranch</groupId><artifactId>anabranch-\([a-z0-9-]*\)</artifactId>.*:\1:p' \
    "$root/$1/pom.xml"); do
    modules_of "$module"
  done
}

# Prints why a build is needed, or nothing. A removed file shows in the date of its directory.
reason_to_build() { # module
  if [[ ! -f "$classpath" ]]; then
    echo "there is no build yet; a first one also fetches the libraries"
    return
  fi
  local paths=("$root/pom.xml") module newer
  for module in $(modules_of "$1" | sort -u); do
    paths+=("$root/$module/pom.xml" "$root/$module/src/main")
  done
  newer="$(find "${paths[@]}" -newer "$classpath" -print -quit)"
  if [[ -n "$newer" ]]; then
    echo "${newer#"$root"/} is newer than the last build"
  fi
}

# Copies the modules' jars, each build into a folder of its own: a program that is still running
# keeps the jars that it was started from. The libraries stay in Maven's repository.
build() { # module
  local app="$root/$1/target/app"
  mkdir -p "$app"
  local began copy jar libraries=""
  began="$(mktemp "$app/began.XXXXXX")"
  if ! (cd "$root" && mvn -q -B -ntp -Dstyle.color=never -DskipTests -pl "$1" -am package \
    dependency:build-classpath -Dmdep.includeScope=runtime -Dmdep.outputFile=target/classpath) >&2
  then
    rm -f "$began"
    fail "the build failed; Maven's errors stand above"
  fi
  copy="$(mktemp -d "$app/build.XXXXXX")"
  cp "$root/$1/target/anabranch-$1"-*.jar "$copy"
  while IFS= read -r jar; do
    case "$jar" in
      "$root"/*/target/*) cp "$jar" "$copy" ;;
      *) libraries+=":$jar" ;;
    esac
  done < <(tr ':' '\n' <"$root/$1/target/classpath")
  echo "$copy/*$libraries" >"$copy/classpath"
  touch -r "$began" "$copy/classpath"
  mv -f "$copy/classpath" "$classpath"
  rm -f "$began"
}
