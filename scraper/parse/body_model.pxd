cimport cython

from scraper.parse.features cimport Rows
from scraper.parse.row cimport Row


@cython.locals(row=Row, total=double, tag=double, letters=double, link_share=double, strong_share=double, commas=double, ending=double, phrase=double, credit=double, promo=double, upper=double, comment=double, related=double, share=double, navigation=double, meta=double, hidden=double, caption=double, box=double, lead=double, title=double, embed=double, unseen=double, frame=double, body_share=double, hops=double, kin=double, grown=double, class_share=double, depth=double, from_best=double, cloth_blocks=double, cloth_letters=double, image_blocks=double, image_count=double, image_letters=double, image_hops=double, time_blocks=double, time_count=double, input_blocks=double, input_hops=double, container_share=double, container_blocks=double, container_links=double, container_kin=double, container_class=double, rank=double, outer_share=double, outer_links=double, outer_kin=double, previous_letters=double, previous_links=double, previous_ending=double, next_letters=double, next_links=double, next_tag=double, next2_letters=double, since_good=double, until_good=double, before=double, after=double, since_title=double, heading_links=double, section_links=double, section_good=double, is_told_lead=double, is_lead_first=double, repeats=double, page_letters=double, best_share=double, page_blocks=double)
cpdef double score(Rows rows) except? -1
