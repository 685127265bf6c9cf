"""XXH3 of a word, 64 bits: what `xxhash.xxh3_64_intdigest` gives, without an object for each word and each hash.

After Collet, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, for 1 to 32 bytes without a seed; the
library hashes what is longer.
"""

from libc.stdint cimport uint8_t, uint64_t

cdef extern from *:
    """
    #include <stdint.h>
    #include <string.h>

    static const uint64_t PRIME_1 = 0x9E3779B185EBCA87U, PRIME_2 = 0xC2B2AE3D27D4EB4FU, PRIME_3 = 0x165667B19E3779F9U;
    static const uint64_t PRIME_MX_1 = 0x165667919E3779F9U, PRIME_MX_2 = 0x9FB21C651E98DF25U;
    /* The algorithm's own, from these bytes on. */
    static const uint64_t SECRET_0 = 0xBE4BA423396CFEB8U, SECRET_8 = 0x1CAD21F72C81017CU;
    static const uint64_t SECRET_16 = 0xDB979083E96DD4DEU, SECRET_24 = 0x1F67B3B7A4A44072U;
    static const uint64_t FLIP_3 = 0xBE4BA423U ^ 0x396CFEB8U, FLIP_8 = 0x1CAD21F72C81017CU ^ 0xDB979083E96DD4DEU;
    static const uint64_t FLIP_16_FIRST = 0x1F67B3B7A4A44072U ^ 0x78E5C0CC4EE679CBU;
    static const uint64_t FLIP_16_LAST = 0x2172FFCC7DD05A82U ^ 0x8E2443F7744608B8U;

    #if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    #define FROM_LITTLE_4(number) __builtin_bswap32(number)
    #define FROM_LITTLE_8(number) __builtin_bswap64(number)
    #else
    #define FROM_LITTLE_4(number) (number)
    #define FROM_LITTLE_8(number) (number)
    #endif

    static inline uint64_t four_bytes(const uint8_t *text) {
        uint32_t number;
        memcpy(&number, text, 4);
        return FROM_LITTLE_4(number);
    }

    static inline uint64_t eight_bytes(const uint8_t *text) {
        uint64_t number;
        memcpy(&number, text, 8);
        return FROM_LITTLE_8(number);
    }

    static inline uint64_t turned(uint64_t number) {  /* its bytes in the other order */
        number = number >> 32 | number << 32;
        number = (number >> 16 & 0x0000FFFF0000FFFFU) | (number & 0x0000FFFF0000FFFFU) << 16;
        return (number >> 8 & 0x00FF00FF00FF00FFU) | (number & 0x00FF00FF00FF00FFU) << 8;
    }

    static inline uint64_t folded_product(uint64_t one, uint64_t other) {  /* its upper half in the lower one */
    #if defined(__SIZEOF_INT128__)
        unsigned __int128 product = (unsigned __int128)one * other;
        return (uint64_t)(product >> 64) ^ (uint64_t)product;
    #else
        uint64_t low = (one & 0xFFFFFFFFU) * (other & 0xFFFFFFFFU), left = (one >> 32) * (other & 0xFFFFFFFFU);
        uint64_t middle = (low >> 32) + (left & 0xFFFFFFFFU) + (one & 0xFFFFFFFFU) * (other >> 32);
        uint64_t upper = (left >> 32) + (middle >> 32) + (one >> 32) * (other >> 32);
        return upper ^ (middle << 32 | (low & 0xFFFFFFFFU));
    #endif
    }
    """
    uint64_t four_bytes(const uint8_t *) noexcept
    uint64_t eight_bytes(const uint8_t *) noexcept
    uint64_t turned(uint64_t) noexcept
    uint64_t folded_product(uint64_t, uint64_t) noexcept
    const uint64_t PRIME_1, PRIME_2, PRIME_3, PRIME_MX_1, PRIME_MX_2
    const uint64_t SECRET_0, SECRET_8, SECRET_16, SECRET_24, FLIP_3, FLIP_8, FLIP_16_FIRST, FLIP_16_LAST

cdef enum:
    LONGEST = 32  # bytes


cdef uint64_t hash_long(const uint8_t *word, size_t size) except? 0


cdef inline uint64_t hash_word(const uint8_t *word, size_t size) except? 0:
    return hash_short(word, size) if 0 < size <= LONGEST else hash_long(word, size)


cdef inline uint64_t hash_short(const uint8_t *text, size_t size) noexcept:
    """Of 1 to LONGEST bytes."""
    cdef uint64_t mixed, first, last
    if size > 16:
        mixed = size * PRIME_1
        mixed += folded_product(eight_bytes(text) ^ SECRET_0, eight_bytes(text + 8) ^ SECRET_8)
        text += size - 16
        mixed += folded_product(eight_bytes(text) ^ SECRET_16, eight_bytes(text + 8) ^ SECRET_24)
        return spread(mixed)
    if size > 8:
        first, last = eight_bytes(text) ^ FLIP_16_FIRST, eight_bytes(text + size - 8) ^ FLIP_16_LAST
        return spread(size + turned(first) + last + folded_product(first, last))
    if size > 3:
        mixed = four_bytes(text + size - 4) + (four_bytes(text) << 32) ^ FLIP_8
        mixed ^= (mixed << 49 | mixed >> 15) ^ (mixed << 24 | mixed >> 40)
        mixed *= PRIME_MX_2
        mixed = (mixed ^ (mixed >> 35) + size) * PRIME_MX_2
        return mixed ^ mixed >> 28
    mixed = (<uint64_t>text[size >> 1] << 24 | <uint64_t>text[0] << 16 | text[size - 1] | size << 8) ^ FLIP_3
    mixed = (mixed ^ mixed >> 33) * PRIME_2
    mixed = (mixed ^ mixed >> 29) * PRIME_3
    return mixed ^ mixed >> 32


cdef inline uint64_t spread(uint64_t mixed) noexcept:
    mixed = (mixed ^ mixed >> 37) * PRIME_MX_1
    return mixed ^ mixed >> 32
