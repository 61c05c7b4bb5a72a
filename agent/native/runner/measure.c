/* The measurement of what an image puts into memory: its loadable segments, before any relocation. */
#include <elf.h>
#include <string.h>

#include "runner.h"
#include "sha256.h"

static bool inside(uint64_t at, uint64_t size, size_t whole)
{
    return at <= whole && size <= whole - at;
}

static void add_segment(sha256_t *hash, const Elf64_Phdr *segment, const uint8_t *bytes)
{
    uint64_t shape[4] = {segment->p_vaddr, segment->p_memsz, segment->p_filesz, segment->p_flags};
    sha256_update(hash, shape, sizeof shape);
    sha256_update(hash, bytes + segment->p_offset, segment->p_filesz);
}

bool image_measure(const uint8_t *bytes, size_t size, uint8_t digest[DIGEST_SIZE])
{
    Elf64_Ehdr header;
    Elf64_Phdr segment;
    sha256_t hash;
    if (size < sizeof header) {
        return false;
    }
    memcpy(&header, bytes, sizeof header);
    if (memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 || header.e_ident[EI_CLASS] != ELFCLASS64 ||
        header.e_phentsize != sizeof segment ||
        !inside(header.e_phoff, (uint64_t)header.e_phnum * sizeof segment, size)) {
        return false;
    }
    sha256_init(&hash);
    for (size_t i = 0; i < header.e_phnum; i++) {
        memcpy(&segment, bytes + header.e_phoff + i * sizeof segment, sizeof segment);
        if (segment.p_type == PT_LOAD) {
            if (!inside(segment.p_offset, segment.p_filesz, size)) {
                return false;
            }
            add_segment(&hash, &segment, bytes);
        }
    }
    sha256_final(&hash, digest);
    return true;
}
