"""fastText's classifier of a line, over the model file that knows 176 languages; where nothing is compiled the library
itself is asked.

It says what the library says, to the last bit. That looks each of a line's 200 n-grams up in nodes all over the memory,
and those it knows in two tables more: after a page has been read they have left the processor's caches, and a line
takes four times as long as it does right after another. Here a sieve of 32 KB tells most of those that aren't known,
and what is known of the others stands where they are looked up.

After Joulin et al., "FastText.zip: Compressing text classification models" (2016), and the library's source.
"""

import struct
from array import array

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from libc.math cimport exp, expf, log
from libc.stdint cimport int8_t, uint8_t, uint32_t
from libc.string cimport memcpy

cdef enum:
    DIMENSIONS = 16
    PARTS = 8  # of a vector, each told by one byte
    OF_PART = 2  # dimensions
    SHORTEST = 2  # n-grams, in letters
    LONGEST = 4
    PLACES = 1 << 16  # in the table, two thirds of them taken
    SIEVE = 1 << 18  # bits
    MOST = 16  # labels that are asked for

SHAPE = (DIMENSIONS, 1, 1, SHORTEST, LONGEST)
"""Of the model that is read: dimensions, words in a phrase, the tree of labels (1), and its n-grams."""

LABEL = b"__label__"
LINE_END = b"</s>"

cdef struct Vector:
    uint8_t codes[PARTS]
    uint8_t norm

cdef struct Place:
    uint32_t ngram  # its number and one more; 0 where nothing stands
    Vector vector

cdef struct Node:
    int left  # -1 of a label
    int right
    float weights[DIMENSIONS]

cdef struct Guess:
    float score
    int label


cdef class LanguageModel:
    cdef float parts[PARTS * 256 * OF_PART]
    cdef float norms[256]
    cdef uint32_t buckets
    cdef uint8_t *sieve
    cdef Place *places
    cdef Vector *vectors
    cdef Node *nodes
    cdef dict words  # to their vectors' numbers
    cdef list labels

    def __cinit__(self, str path):
        with open(path, "rb") as file:
            said = _Reader(file.read())
        if not self._read(said):
            told = "this is no model of languages that can be read here; reinstall dateline with its dependencies"
            raise ValueError(f"{path}: {told}")

    def __dealloc__(self):
        PyMem_Free(self.sieve)
        PyMem_Free(self.places)
        PyMem_Free(self.vectors)
        PyMem_Free(self.nodes)

    def predict(self, str line, int k=1, float threshold=0.0):
        """(labels, shares): so many at most, the likeliest first, of those that have so large a share."""
        cdef float hidden[DIMENSIONS]
        cdef Guess found[MOST]
        cdef int count = 0, at
        cdef float share
        self._sum_up(line.encode(), hidden)
        self._descend(2 * len(self.labels) - 2, 0.0, hidden, _log(threshold), min(k, MOST), found, &count)
        shares = []
        for at in range(count):
            share = expf(found[at].score)
            shares.append(share)
        return [self.labels[found[at].label] for at in range(count)], shares

    cdef void _sum_up(self, bytes line, float *hidden) except *:
        """The mean of the vectors of a line's words, their n-grams, and its end."""
        cdef int known = 0, at
        cdef float share
        for at in range(DIMENSIONS):
            hidden[at] = 0.0
        for word in line.replace(b"\0", b" ").split():
            if word == LINE_END:
                break
            if word.startswith(LABEL):
                continue
            number = self.words.get(word)
            if number is not None:
                self._add(&self.vectors[<int>number], hidden)
                known += 1
            known += self._add_ngrams(b"<" + word + b">", hidden)
        self._add(&self.vectors[<int>self.words[LINE_END]], hidden)
        share = 1.0 / (known + 1)
        for at in range(DIMENSIONS):
            hidden[at] *= share

    cdef int _add_ngrams(self, bytes word, float *hidden) except -1:
        """How many are known."""
        cdef const uint8_t *letters = word
        cdef Py_ssize_t size = len(word), start, end
        cdef uint32_t number, ngram, place
        cdef int known = 0, length
        for start in range(size):
            if letters[start] & 0xC0 == 0x80:
                continue
            number = 2166136261  # FNV-1a, but that bytes have a sign
            end = start
            length = 0
            while end < size and length < LONGEST:
                number = (number ^ <uint32_t><int8_t>letters[end]) * <uint32_t>16777619
                end += 1
                if end < size and letters[end] & 0xC0 == 0x80:
                    continue
                length += 1
                if length < SHORTEST:
                    continue
                ngram = number % self.buckets + 1
                if not self.sieve[ngram % SIEVE >> 3] & 1 << (ngram & 7):
                    continue
                place = _first_place(ngram)
                while self.places[place].ngram:
                    if self.places[place].ngram == ngram:
                        self._add(&self.places[place].vector, hidden)
                        known += 1
                        break
                    place = (place + 1) % PLACES
        return known

    cdef void _add(self, const Vector *vector, float *hidden) noexcept:
        cdef float norm = self.norms[vector.norm]
        cdef const float *part
        cdef int at
        for at in range(PARTS):
            part = &self.parts[(at << 8 | vector.codes[at]) * OF_PART]
            hidden[at * OF_PART] += norm * part[0]
            hidden[at * OF_PART + 1] += norm * part[1]

    cdef void _descend(
        self, int at, float score, const float *hidden, float least, int most, Guess *found, int *count
    ) noexcept:
        """Down the tree, as far as there may be one of the likeliest labels. `score`: the logarithm of its share."""
        cdef Node *node = &self.nodes[at]
        cdef float right = 0.0
        cdef int place
        if score < least or (count[0] == most and score < found[most - 1].score):
            return
        if node.left < 0:
            if count[0] < most:
                count[0] += 1
            place = count[0] - 1
            while place and found[place - 1].score < score:
                found[place] = found[place - 1]
                place -= 1
            found[place].score = score
            found[place].label = at
            return
        for place in range(DIMENSIONS):
            right += node.weights[place] * hidden[place]
        right = 1.0 / (1 + expf(-right))
        self._descend(node.left, score + _log(1.0 - right), hidden, least, most, found, count)
        self._descend(node.right, score + _log(right), hidden, least, most, found, count)

    cdef bint _read(self, said) except *:
        """Whether it is such a model."""
        said.take("<ii")
        dimensions, _, _, _, _, phrase, loss, _, self.buckets, shortest, longest, _, _ = said.take("<12id")
        entries, words, labels, _, ngrams = said.take("<iiiqq")
        names = [(said.word(), said.take("<qb")[0]) for _ in range(entries)]
        numbers = array("i", said.bytes(8 * ngrams))
        *quantized, rows, _, size = said.take("<??qqi")
        if (dimensions, phrase, loss, shortest, longest) != SHAPE or not all(quantized) or size != rows * PARTS:
            return False
        codes = said.bytes(size)
        said.take("<4i")
        self._keep_floats(said, self.parts, PARTS * 256 * OF_PART)
        norms = said.bytes(rows)
        said.take("<4i")
        self._keep_floats(said, self.norms, 256)
        said.take("<?qq")
        self.words = {name: number for number, (name, _) in enumerate(names[:words])}
        self.labels = [name.decode() for name, _ in names[words:]]
        self._keep_vectors(codes, norms, words)
        self._keep_ngrams(codes, norms, words, numbers)
        self._keep_tree([count for _, count in names[words:]])
        for inner in range(labels, 2 * labels - 1):
            self._keep_floats(said, self.nodes[<int>inner].weights, DIMENSIONS)
        return True

    cdef void _keep_floats(self, said, float *out, int count) except *:
        cdef bytes data = said.bytes(4 * count)
        memcpy(out, <const uint8_t *>data, 4 * count)

    cdef void _keep_vectors(self, const uint8_t *codes, const uint8_t *norms, int words) except *:
        cdef int number
        self.vectors = <Vector *>_zeroed(words, sizeof(Vector))
        for number in range(words):
            _fill(&self.vectors[number], codes, norms, number)

    cdef void _keep_ngrams(self, const uint8_t *codes, const uint8_t *norms, int words, int[::1] numbers) except *:
        """`numbers`: each n-gram's, and its vector's behind those of the words."""
        cdef uint32_t ngram, place
        cdef int at
        self.sieve = <uint8_t *>_zeroed(SIEVE // 8, 1)
        self.places = <Place *>_zeroed(PLACES, sizeof(Place))
        for at in range(0, len(numbers), 2):
            ngram = <uint32_t>numbers[at] + 1
            self.sieve[ngram % SIEVE >> 3] |= 1 << (ngram & 7)
            place = _first_place(ngram)
            while self.places[place].ngram:
                place = (place + 1) % PLACES
            self.places[place].ngram = ngram
            _fill(&self.places[place].vector, codes, norms, words + numbers[at + 1])

    cdef void _keep_tree(self, list counts) except *:
        """Huffman's: labels first, then the inner nodes, the root last. `counts`: of the labels, falling."""
        cdef int leaf = len(counts) - 1, inner = len(counts), made, side
        size = 2 * len(counts) - 1
        self.nodes = <Node *>_zeroed(size, sizeof(Node))
        weights = [*counts, *[10**15] * (size - len(counts))]
        for made in range(len(counts)):
            self.nodes[made].left = self.nodes[made].right = -1
        for made in range(len(counts), size):
            sides = []
            for side in range(2):
                if leaf >= 0 and weights[leaf] < weights[inner]:
                    sides.append(leaf)
                    leaf -= 1
                else:
                    sides.append(inner)
                    inner += 1
            self.nodes[made].left, self.nodes[made].right = sides
            weights[made] = weights[sides[0]] + weights[sides[1]]


cdef inline uint32_t _first_place(uint32_t ngram) noexcept:
    return ngram * <uint32_t>2654435761 >> 16


cdef inline float _log(float share) noexcept:
    return <float>log(share + 1e-5)


cdef void _fill(Vector *vector, const uint8_t *codes, const uint8_t *norms, int row) noexcept:
    memcpy(vector.codes, &codes[row * PARTS], PARTS)
    vector.norm = norms[row]


cdef void *_zeroed(size_t count, size_t size) except NULL:
    cdef void *made = PyMem_Calloc(count, size)
    if made == NULL:
        raise MemoryError
    return made


class _Reader:
    """What a file says, one thing after the other."""

    def __init__(self, said):
        self._said = said
        self._at = 0

    def take(self, form):
        values = struct.unpack_from(form, self._said, self._at)
        self._at += struct.calcsize(form)
        return values

    def bytes(self, size):
        self._at += size
        return self._said[self._at - size : self._at]

    def word(self):
        end = self._said.index(b"\0", self._at)
        word = self._said[self._at : end]
        self._at = end + 1
        return word
