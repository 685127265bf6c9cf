"""Query parameters that tell where a reader came from, and never what he reads.

Only names that are known to be trackers everywhere: `id`, `p`, `page`, `sid`, `date`, `from`, `ref`, `src` and `share`
choose the page on some sites and stay. (Considered: the lists of courlan, ClearURLs and miniflux.)
"""

from __future__ import annotations

import re

TRACKERS = frozenset(
    """
    fbclid gclid gclsrc gbraid wbraid dclid msclkid yclid ymclid ysclid ybaip twclid ttclid igshid igsh li_fat_id
    mc_cid mc_eid mkt_tok vero_id vero_conv _hsenc _hsmi __hssc __hstc __hsfp hsctatracking _openstat openstat
    _ga _gl _gac rb_clickid s_cid s_kwcid wickedid oly_enc_id oly_anon_id ns_campaign ns_mchannel ns_source
    ns_linkname ns_fee cmpid icid ncid xtor xtref at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4
    at_bbc_team at_link_id at_link_type at_link_origin at_format at_ptr_name sfmc_id spm fb_action_ids fb_action_types
    fb_source fb_ref feedname smid smtyp guccounter guce_referrer guce_referrer_sig soc_src soc_trk wt_mc wt_zmc
    pk_campaign pk_kwd pk_source pk_medium piwik_campaign hmb_campaign hmb_medium hmb_source sr_share tblci trk
    trkcampaign __twitter_impression twitter_impression usqp amp_js_v amp_gsa
    gaa_at gaa_n gaa_ts gaa_sig ref_src ref_url
    cmp itid taid maca gepc ssm ito srnd sref leadsource reflink referringsource unlocked_article_code
    searchresultposition dicbo cx_testid cx_testvariant cx_artpos mibextid lipi epik hss_channel ck_subscriber_id
    vgo_ee _branch_match_id _branch_referrer tg_rhash replytocom doing_wp_cron nowprocket noamp nonamp
    """.split()  # noqa: SIM905
)

TRACKER_FAMILIES = re.compile(r"(?:utm|itm|hsa|stm|mtm|matomo|__cf_chl)_[a-z0-9_]+")

TRACKING_VALUES = frozenset(
    """rss feed twitter facebook telegram vk whatsapp newsletter newsfeed email linkedin reddit pinterest
    pocket""".split()  # noqa: SIM905
)
"""With these values even `from`, `ref`, `share`, `source` and `src` tell only where a reader came from."""

TRACKING_IF_VALUED = frozenset({"from", "ref", "share", "source", "src", "utm"})


def is_tracker(name: str, value: str) -> bool:
    """Whether `name=value` may be dropped without changing the page."""
    name = name.lower()
    if name in TRACKERS or TRACKER_FAMILIES.fullmatch(name):
        return True
    return name in TRACKING_IF_VALUED and value.lower() in TRACKING_VALUES
