window.YTD.tweets.part0 = [
  {"tweet": {"id_str": "101", "id": "101", "created_at": "Mon Mar 02 10:00:00 +0000 2026", "full_text": "The mill at Orrin was set on fire by raiders &amp; two people died. https://t.co/abc", "entities": {"urls": [{"url": "https://t.co/abc", "expanded_url": "https://council.example/mill"}]}}},
  {"tweet": {"id_str": "102", "created_at": "Mon Mar 02 11:00:00 +0000 2026", "full_text": "RT @orrin_clinic: Two dead and five wounded were brought to us.", "entities": {"urls": []}}}
]
