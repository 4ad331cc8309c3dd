// reference IN OUT THREADS: about the least that any rater of a file must do: take every line, find its fields, read one
// of them, and write the line back with a few bytes more. Plain scalar C, on so many threads, out of order.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { chunk_size = 4 << 20, most_fields = 24 };
static const char addition[] = ",0.012345,60\n";

static const char *input;
static size_t input_size;
static int output;
static atomic_size_t next_chunk;
static atomic_long lines;
static atomic_uint_fast64_t check;

// Where the first line that begins at or after `from` begins.
static size_t line_start(size_t from) {
  if (from == 0 || from >= input_size) return from < input_size ? from : input_size;
  const char *end = memchr(input + from - 1, '\n', input_size - from + 1);
  return end ? (size_t)(end - input) + 1 : input_size;
}

static void *work(void *unused) {
  (void)unused;
  char *buffer = NULL;
  size_t capacity = 0;
  long own_lines = 0;
  uint64_t own_check = 0;
  for (;;) {
    size_t begin = atomic_fetch_add(&next_chunk, chunk_size);
    if (begin >= input_size) break;
    size_t position = line_start(begin), stop = line_start(begin + chunk_size);
    size_t filled = 0;
    while (position < stop) {
      const char *found = memchr(input + position, '\n', stop - position);
      size_t end = found ? (size_t)(found - input) : stop;
      size_t fields[most_fields], count = 0;
      bool quoted = false;
      for (size_t i = position; i < end; i++) {
        if (input[i] == '"') quoted = !quoted;
        else if (input[i] == ',' && !quoted && count < most_fields) fields[count++] = i;
      }
      if (count > 3) {
        uint64_t called = 0;
        for (size_t i = fields[1] + 1; i < fields[2]; i++) called = called * 10 + (unsigned char)input[i];
        own_check += called;
      }
      size_t needed = filled + (end - position) + sizeof addition;
      if (needed > capacity) {
        capacity = needed * 2;
        buffer = realloc(buffer, capacity);
        if (!buffer) exit(1);
      }
      memcpy(buffer + filled, input + position, end - position);
      filled += end - position;
      memcpy(buffer + filled, addition, sizeof addition - 1);
      filled += sizeof addition - 1;
      own_lines++;
      position = end + 1;
    }
    for (size_t done = 0; done < filled;) {
      ssize_t put = write(output, buffer + done, filled - done);
      if (put < 0) exit(1);
      done += (size_t)put;
    }
  }
  atomic_fetch_add(&lines, own_lines);
  atomic_fetch_add(&check, own_check);
  free(buffer);
  return NULL;
}

int main(int count, char **arguments) {
  if (count != 4) return 64;
  int file = open(arguments[1], O_RDONLY);
  output = open(arguments[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  struct stat status;
  if (file < 0 || output < 0 || fstat(file, &status) != 0 || status.st_size == 0) return 1;
  input_size = (size_t)status.st_size;
  input = mmap(NULL, input_size, PROT_READ, MAP_PRIVATE, file, 0);
  if (input == MAP_FAILED) return 1;
  madvise((void *)input, input_size, MADV_SEQUENTIAL);
  int threads = atoi(arguments[3]);
  pthread_t workers[64];
  if (threads < 1 || threads > 64) return 64;
  for (int i = 0; i < threads; i++) pthread_create(&workers[i], NULL, work, NULL);
  for (int i = 0; i < threads; i++) pthread_join(workers[i], NULL);
  printf("%ld lines, check %llu\n", (long)lines, (unsigned long long)check);
  return 0;
}
