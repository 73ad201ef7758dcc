#!/bin/sh
# Sets up Belay's namespace on a Temporal cluster: retention and search attributes. May be run again.
# TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE name them; BELAY_RETENTION is how long closed workflows stay readable.
set -eu
namespace="${TEMPORAL_NAMESPACE:?expected the namespace for Belay in TEMPORAL_NAMESPACE}"
retention="${BELAY_RETENTION:-14d}"

tries=0
until temporal operator cluster health >/dev/null 2>&1; do
  tries=$((tries + 1))
  [ "$tries" -lt 60 ] || { echo "expected a Temporal server at ${TEMPORAL_ADDRESS:-127.0.0.1:7233}, but none answers" >&2; exit 1; }
  sleep 2
done

if temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1; then
  temporal operator namespace update --namespace "$namespace" --retention "$retention"
else
  temporal operator namespace create --namespace "$namespace" --retention "$retention"
fi

# A new namespace takes moments to be known everywhere.
tries=0
until known="$(temporal operator search-attribute list --namespace "$namespace" 2>/dev/null)"; do
  tries=$((tries + 1))
  [ "$tries" -lt 30 ] || { echo "expected the namespace $namespace to be there, but it is not" >&2; exit 1; }
  sleep 2
done
for attribute in Agent:Keyword AsOf:Datetime Mode:Keyword Outcome:Keyword Symbol:Keyword System:Keyword; do
  name="${attribute%%:*}"
  if ! printf '%s\n' "$known" | grep -q "^ *$name "; then
    temporal operator search-attribute create --namespace "$namespace" --name "$name" --type "${attribute##*:}"
  fi
done
echo "namespace $namespace: retention $retention, search attributes there"
