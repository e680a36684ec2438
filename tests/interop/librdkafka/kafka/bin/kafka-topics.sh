#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in for Kafka's kafka-topics.sh where librdkafka's suite calls it: the same words, done by $STORMCTL.
set -eu
verb= bootstrap= topic= partitions= replication=
configs=
while [ $# -gt 0 ]; do
    case $1 in
        --create | --alter | --delete) verb=${1#--} ;;
        --bootstrap-server) bootstrap=$2; shift ;;
        --topic) topic=$2; shift ;;
        --partitions) partitions=$2; shift ;;
        --replication-factor) replication=$2; shift ;;
        --config) configs="$configs --config $2"; shift ;;
        *) echo "kafka-topics.sh stand-in: unknown argument $1" >&2; exit 2 ;;
    esac
    shift
done
case $verb in
    # shellcheck disable=SC2086 # a configuration of these tests has no spaces
    create) exec "$STORMCTL" topics create "$topic" -b "$bootstrap" --partitions "${partitions:-1}" \
        --replication-factor "${replication:--1}" $configs ;;
    alter) exec "$STORMCTL" topics add-partitions "$topic" -b "$bootstrap" --total "$partitions" ;;
    delete) exec "$STORMCTL" topics delete "$topic" -b "$bootstrap" ;;
    *) echo "kafka-topics.sh stand-in: none of --create, --alter, --delete" >&2; exit 2 ;;
esac
