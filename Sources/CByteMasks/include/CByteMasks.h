// Compares 64 bytes with one value and returns a bit for each: what Swift's SIMD types cannot yet say in one instruction.
#pragma once
#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Bit i is set when bytes[i] == value, for i in 0..<64. Reads exactly 64 bytes.
static inline uint64_t byte_mask_64(const uint8_t *bytes, uint8_t value) {
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8((char)value);
  const __m128i *lanes = (const __m128i *)bytes;
  uint64_t mask = 0;
  for (int lane = 0; lane < 4; lane++) {
    uint64_t bits = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(lanes + lane), wanted));
    mask |= bits << (16 * lane);
  }
  return mask;
#else
  uint64_t mask = 0;
  for (int i = 0; i < 64; i++) mask |= (uint64_t)(bytes[i] == value) << i;
  return mask;
#endif
}

/// Bit i is set when bytes[i] == value, for i in 0..<32. Reads exactly 32 bytes.
static inline uint32_t byte_mask_32(const uint8_t *bytes, uint8_t value) {
#if defined(__SSE2__)
  const __m128i wanted = _mm_set1_epi8((char)value);
  const __m128i *lanes = (const __m128i *)bytes;
  const uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(lanes), wanted));
  return low | (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(lanes + 1), wanted)) << 16;
#else
  uint32_t mask = 0;
  for (int i = 0; i < 32; i++) mask |= (uint32_t)(bytes[i] == value) << i;
  return mask;
#endif
}

/// Bit i is set when bytes[i] makes a CSV value need quotes: a quote, a comma, CR or LF. Reads exactly 32 bytes.
static inline uint32_t csv_special_mask_32(const uint8_t *bytes) {
#if defined(__SSE2__)
  const __m128i *lanes = (const __m128i *)bytes;
  uint32_t mask = 0;
  for (int lane = 0; lane < 2; lane++) {
    const __m128i value = _mm_loadu_si128(lanes + lane);
    const __m128i quotes = _mm_or_si128(_mm_cmpeq_epi8(value, _mm_set1_epi8('"')), _mm_cmpeq_epi8(value, _mm_set1_epi8(',')));
    const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(value, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(value, _mm_set1_epi8('\r')));
    mask |= (uint32_t)_mm_movemask_epi8(_mm_or_si128(quotes, ends)) << (16 * lane);
  }
  return mask;
#else
  uint32_t mask = 0;
  for (int i = 0; i < 32; i++) {
    uint8_t byte = bytes[i];
    mask |= (uint32_t)(byte == '"' || byte == ',' || byte == '\n' || byte == '\r') << i;
  }
  return mask;
#endif
}

/// Asks the processor to bring a byte's cache line near. Any address will do: nothing is read.
static inline void prefetch_line(const void *address) { __builtin_prefetch(address); }
