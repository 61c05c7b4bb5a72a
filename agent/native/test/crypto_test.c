/* Published vectors: FIPS 180-4, RFC 4231, RFC 5869, FIPS 197 and the GCM specification's cases 13 to 16. */
#include "aes.h"
#include "aes_gcm.h"
#include "sha256.h"
#include "test.h"

static size_t hex(const char *text, uint8_t *bytes)
{
    size_t size = strlen(text) / 2;
    for (size_t i = 0; i < size; i++) {
        unsigned byte = 0;
        (void)sscanf(text + 2 * i, "%2x", &byte);
        bytes[i] = (uint8_t)byte;
    }
    return size;
}

static bool is(const uint8_t *bytes, const char *text)
{
    uint8_t expected[256];
    size_t size = hex(text, expected);
    return memcmp(bytes, expected, size) == 0;
}

static void sha256_of_known_texts(void)
{
    uint8_t digest[32];
    sha256_t hash;
    sha256_init(&hash);
    sha256_update(&hash, "abc", 3);
    sha256_final(&hash, digest);
    CHECK(is(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    sha256_init(&hash);
    for (int i = 0; i < 1000000; i++) {
        sha256_update(&hash, "a", 1);
    }
    sha256_final(&hash, digest);
    CHECK(is(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

static void hmac_and_hkdf_of_known_keys(void)
{
    uint8_t key[131];
    uint8_t mac[32];
    memset(key, 0x0b, 20);
    hmac_sha256(key, 20, "Hi There", 8, mac);
    CHECK(is(mac, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    memset(key, 0xaa, 131);
    hmac_sha256(key, 131, "Test Using Larger Than Block-Size Key - Hash Key First", 54, mac);
    CHECK(is(mac, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    uint8_t salt[13];
    uint8_t info[10];
    memset(key, 0x0b, 22);
    (void)hex("000102030405060708090a0b0c", salt);
    (void)hex("f0f1f2f3f4f5f6f7f8f9", info);
    hkdf_sha256(key, 22, salt, 13, info, 10, mac);
    CHECK(is(mac, "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
}

static void aes_of_a_known_key(void)
{
    aes256_t aes;
    uint8_t key[32];
    uint8_t block[16];
    (void)hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", key);
    (void)hex("00112233445566778899aabbccddeeff", block);
    aes256_expand(&aes, key);
    aes256_encrypt(&aes, block, block);
    CHECK(is(block, "8ea2b7ca516745bfeafc49904b496089"));
}

static const struct {
    const char *key, *nonce, *aad, *plain, *cipher, *tag;
} GCM[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "", "",
        "530f8afbc74536b9a963b4f1c4cb738b"},
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "",
        "00000000000000000000000000000000", "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0d"
        "e657ba637b391aafd255",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba"
        "7a0abcc9f662898015ad",
        "b094dac5d93471bdec1a502270e3cc6c"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
        "feedfacedeadbeeffeedfacedeadbeefabaddad2",
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0d"
        "e657ba637b39",
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba"
        "7a0abcc9f662",
        "76fc6ece0f4e1768cddf8853bb2d551b"},
};

static void gcm_of_known_messages(void)
{
    for (size_t i = 0; i < sizeof GCM / sizeof GCM[0]; i++) {
        uint8_t key[32], nonce[12], aad[64], plain[128], cipher[128], tag[16], back[128];
        (void)hex(GCM[i].key, key);
        (void)hex(GCM[i].nonce, nonce);
        size_t aad_size = hex(GCM[i].aad, aad);
        size_t size = hex(GCM[i].plain, plain);
        aes256_gcm_seal(key, nonce, aad, aad_size, plain, size, cipher, tag);
        CHECK(is(cipher, GCM[i].cipher));
        CHECK(is(tag, GCM[i].tag));
        CHECK(aes256_gcm_open(key, nonce, aad, aad_size, cipher, size, tag, back));
        CHECK(memcmp(back, plain, size) == 0);
        tag[15] ^= 1;
        CHECK(!aes256_gcm_open(key, nonce, aad, aad_size, cipher, size, tag, back));
    }
}

int main(int argc, char **argv)
{
    (void)argc;
    begin(argv);
    RUN(sha256_of_known_texts);
    RUN(hmac_and_hkdf_of_known_keys);
    RUN(aes_of_a_known_key);
    RUN(gcm_of_known_messages);
    return end();
}
