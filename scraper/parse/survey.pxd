cimport cython

from scraper.parse.blocks cimport Block, Element, Page
from scraper.parse.look cimport Look, look_at

cdef int ADVERT, BODY, BOX, CAPTION, COMMENT, EMBED, HIDDEN, LEAD, META, NAVIGATION, OVERLAY, RELATED, SHARE, SIGNUP
cdef int TITLE, UNSEEN, _URGING
cdef dict _FRAMES
cdef frozenset _HOLDERS
cdef double ASKING, FAR, NAMED, PARDON, SMALL_PART, SPOKEN_AGAINST


cdef class Cloth:
    cdef readonly Py_ssize_t number
    cdef readonly double frame
    cdef readonly bint is_holder
    cdef readonly Py_ssize_t blocks
    cdef readonly Py_ssize_t letters
    cdef readonly Py_ssize_t good


@cython.locals(cloth=Cloth)
cdef Cloth cloth_of(Py_ssize_t number, str tag)


cdef class Place:
    cdef readonly Py_ssize_t at
    cdef readonly Element element
    cdef readonly Place above
    cdef readonly Cloth cloth
    cdef readonly int depth
    cdef readonly double frame
    cdef readonly bint is_holder
    cdef readonly Py_ssize_t letters
    cdef readonly Py_ssize_t links
    cdef readonly Py_ssize_t blocks
    cdef readonly Py_ssize_t good
    cdef readonly Py_ssize_t kin
    cdef readonly Place eldest
    cdef readonly Place before
    cdef readonly bint is_unseen
    cdef readonly double voice
    cdef readonly int hops
    cdef readonly bint is_grown
    cdef readonly int images
    cdef readonly int times
    cdef readonly int inputs
    cdef readonly Py_ssize_t near_image
    cdef readonly Py_ssize_t near_time
    cdef readonly Py_ssize_t near_input
    cdef readonly double image_hops
    cdef readonly double input_hops
    cdef readonly double body_share
    cdef readonly double comment
    cdef readonly double related
    cdef readonly double share
    cdef readonly double navigation
    cdef readonly double meta
    cdef readonly double hidden
    cdef readonly double caption
    cdef readonly double box
    cdef readonly double lead
    cdef readonly double title
    cdef readonly double embed
    cdef readonly double unseen

    cpdef double spoken_against(self)


@cython.locals(place=Place)
cdef Place place_of(Py_ssize_t at, Element element, Place above, Cloth cloth)


cdef class Survey:
    cdef readonly Page page
    cdef readonly list places
    cdef readonly list looks
    cdef readonly Py_ssize_t total
    cdef readonly Place best


cpdef Survey survey(Page page)

@cython.locals(
    page=Page, at=Py_ssize_t, places=list, looks=list, cloths=dict, element=Element, cloth=Cloth, block=Block, look=Look, place=Place,
    above=Place, latest=list, eldest=Place,
)
cdef _count(Survey found)

@cython.locals(total=double, place=Place)
cdef _inherit(Survey found)

cdef _take(Place place, Place above)

cdef _name(Place place, int names, double share)

@cython.locals(look=Look, place=Place, best=Place, weight=double, share=double)
cdef Place _best(Survey found)

@cython.locals(place=Place, step=int)
cdef _tell_hops(Survey found, Place best)

@cython.locals(place=Place, top=Place, above=Place, step=int, is_named=bint)
cdef _tell_grown(Survey found, Place best)
