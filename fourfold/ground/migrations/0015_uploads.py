from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("ground", "0010_tokens")]

    operations: ClassVar = [
        # That of a Word document has 71 characters.
        migrations.AlterField(
            model_name="evidencefile",
            name="media_type",
            field=models.CharField(max_length=100),
        ),
    ]
