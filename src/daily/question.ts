import { asPosted } from '../answers/targets.ts';
import type { Question } from '../bank/schema.ts';
import type { Library } from '../library/library.ts';
import type { Connection } from '../store/database.ts';
import type { Post } from '../store/plans.ts';

/** With the words as an owner corrected them. null: it has left the library. */
export async function questionOfPost(
  library: Library,
  connection: Connection,
  post: Pick<Post, 'tenant' | 'question' | 'wording'>,
): Promise<Question | null> {
  const question = await library.find(connection, post.tenant, post.question);
  return question === null ? null : asPosted(question, post.wording);
}
