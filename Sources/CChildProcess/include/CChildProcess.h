// Starts a shell command with pipes to its standard input and from its standard output: a dozen calls whose arguments
// Swift can only spell with unsafe pointers.
#pragma once
#include <sys/types.h>

/// The command runs in a process group of its own, with signals as a shell sets them, and this process's standard error.
/// Both descriptors close on exec and do not block.
/// Returns 0, or what errno says.
int start_shell(const char *command, pid_t *process, int *to_its_input, int *from_its_output);
