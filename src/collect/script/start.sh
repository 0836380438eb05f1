#!/bin/sh
# shellcheck shell=sh disable=SC2317 # functions are also reached by traps and by their names
# Captures what tells how the containers of an OpenStack node are, into one archive that is laid out like a sosreport.
#
# It only reads: nothing on the node is started, stopped or changed, and nothing but the archive is left behind.
# It needs no more than a POSIX shell, awk, find and tar, GNU's or busybox's, for it runs on nodes as they are.
# Everything sits in functions and the last line starts it, so that it can also be fed to a shell on its standard input.

set -u
version=0.1.0

max_output=134217728 # bytes of one command's output; beyond any sane one, it guards the disk against a runaway
chunk=200            # ids on one command line of inspect: few calls, and no "argument list too long"

no_engine='no container engine here: neither docker nor podman is installed'
work='' place_is_roots='' stage='' child='' grouped='' quiet='' engines='' notices=0 running_jobs='' unsaid='' job=main
roots_only='' limited_room='' known_roots=:
