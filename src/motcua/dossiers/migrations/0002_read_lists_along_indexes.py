"""Work lists are read along indexes, in their order; those that no list reads any more go."""

import django.db.models.functions.comparison
import motcua.dossiers.indexed
from django.db import migrations, models


def take_your_time(apps, schema_editor):
    """An index over ten million rows takes longer than a page may."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET LOCAL statement_timeout = 0")


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0001_the_desk'),
    ]

    operations = [
        migrations.RunPython(take_your_time, migrations.RunPython.noop),
        migrations.RemoveIndex(
            model_name='dossierrow',
            name='work_list',
        ),
        migrations.RemoveIndex(
            model_name='dossierrow',
            name='my_work',
        ),
        migrations.RemoveIndex(
            model_name='dossierrow',
            name='to_confirm',
        ),
        migrations.RemoveIndex(
            model_name='dossierrow',
            name='desk_by_day',
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(models.F('unit'), motcua.dossiers.indexed.OrLast('promised'), models.F('stream'), condition=models.Q(motcua.dossiers.indexed.OneOf('status', 'submitted awaiting_papers received in_progress awaiting_supplement awaiting_obligation finished')), name='open_at_desk'),
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(models.F('holder_unit'), motcua.dossiers.indexed.OrLast('promised'), models.F('stream'), condition=models.Q(motcua.dossiers.indexed.OneOf('status', 'submitted awaiting_papers received in_progress awaiting_supplement awaiting_obligation finished'), models.Q(('holder_unit', models.F('unit')), _negated=True)), name='open_elsewhere'),
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(models.F('pending_unit'), motcua.dossiers.indexed.OrLast('promised'), models.F('stream'), condition=models.Q(motcua.dossiers.indexed.OneOf('status', 'submitted awaiting_papers received in_progress awaiting_supplement awaiting_obligation finished'), motcua.dossiers.indexed.Said('pending_unit')), name='offered'),
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(models.F('holder'), motcua.dossiers.indexed.OrLast('promised'), models.F('stream'), condition=models.Q(motcua.dossiers.indexed.OneOf('status', 'submitted awaiting_papers received in_progress awaiting_supplement awaiting_obligation finished')), name='open_of_officer'),
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(motcua.dossiers.indexed.OrLast('promised'), models.F('stream'), condition=models.Q(motcua.dossiers.indexed.OneOf('status', 'submitted awaiting_papers received in_progress awaiting_supplement awaiting_obligation finished')), name='open_anywhere'),
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(models.F('unit'), django.db.models.functions.comparison.Coalesce('received_at', 'last_at'), models.F('stream'), name='all_at_desk'),
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(models.F('holder_unit'), django.db.models.functions.comparison.Coalesce('received_at', 'last_at'), models.F('stream'), condition=models.Q(('holder_unit', models.F('unit')), _negated=True), name='all_elsewhere'),
        ),
        migrations.AddIndex(
            model_name='dossierrow',
            index=models.Index(django.db.models.functions.comparison.Coalesce('received_at', 'last_at'), models.F('stream'), name='all_anywhere'),
        ),
    ]
