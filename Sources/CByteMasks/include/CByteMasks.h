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
