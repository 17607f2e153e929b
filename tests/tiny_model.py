"""A sentence-transformers model of a few words in two languages, written to disk: run where the library is.

python -m tests.tiny_model FOLDER
"""

import sys

ENGLISH = "old well dry village women carry water hill evening song children sleep stone road nobody remembers rain"
OTHER = "vana kaev kuiv küla naised kannavad vett mägi õhtu laul lapsed magavad kivi tee keegi mäletab vihma"


def main(folder: str) -> None:
    """Words that mean the same have the same vector, one-hot; all others are unknown to it."""
    import torch
    from sentence_transformers import SentenceTransformer, models
    from sentence_transformers.models.tokenizer import WhitespaceTokenizer

    pairs = list(zip(ENGLISH.split(), OTHER.split(), strict=True))
    words = [word for pair in pairs for word in pair]
    rows = torch.eye(len(pairs)).repeat_interleave(2, dim=0)
    tokenizer = WhitespaceTokenizer(words, stop_words=set(), do_lower_case=True)
    embedding = models.WordEmbeddings(tokenizer, rows.numpy())
    pooling = models.Pooling(len(pairs), pooling_mode_mean_tokens=True)
    SentenceTransformer(modules=[embedding, pooling], device="cpu").save(folder)


if __name__ == "__main__":
    main(sys.argv[1])
