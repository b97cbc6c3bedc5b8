"""How the trail tells a dossier: under the key of its revision, its content by name and hash only."""

from documents.approval.models import Dossier
from documents.library.telling import Facts
from qms.signatures.use_cases import hash_of


def dossier_facts(dossier: Dossier) -> Facts:
    revision = dossier.revision
    return {
        "stage": dossier.stage.value,
        "author": dossier.author.key if dossier.author else None,
        "summary": dossier.summary,
        "material": dossier.material,
        "clauses": [f"{clause.edition}:{clause.number}" for clause in revision.clauses],
        "file_name": dossier.file_name,
        "digest": dossier.digest,
        "body": hash_of(dossier.body.encode()) if dossier.body else None,
        "request": dossier.request.number if dossier.request else None,
        "batch": dossier.batch.number if dossier.batch else None,
    }
