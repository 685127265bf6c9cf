cimport cython

from scraper.parse.blocks cimport Block, Page
from scraper.parse.body_model cimport score
from scraper.parse.features cimport Rows
from scraper.parse.survey cimport survey


@cython.locals(blocks=list, rows=Rows, chosen=list, last=Py_ssize_t, block=Block)
cpdef list main_text(Page page, title, lead=*, names=*)
